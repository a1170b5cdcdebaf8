import { type IncomingMessage, type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { FAULTS, type FaultName, type Plan } from './faults.js'
import { apiAnswer } from './hub-api.js'
import { send } from './send.js'
import type { ServedFile } from './served-file.js'

/** A repository as the server has it. */
export interface ServedModel {
  readonly files: Readonly<Record<string, ServedFile>>
  /** 40 hexadecimal digits; made of the first letter of the alphabet by default. */
  readonly commit?: string
  /** Names of branches and tags of that commit; `main` by default. */
  readonly revisions?: readonly string[]
  /** Who may read it: everybody by default; with the token `hf_right` only, or, gated, with that of one who agreed. */
  readonly access?: 'token' | 'gated'
}

/** Which part of the Hub a request is for. */
export type Part = 'api' | 'resolve' | 'cdn'

/** A request that was made. */
export interface Logged {
  readonly part: Part
  readonly method: string
  readonly url: string
  readonly host: string
  readonly range?: string
  readonly authorization?: string
}

/** A server on loopback that answers as Hugging Face's Hub does, with its storage under another host name. */
export interface TestHub {
  readonly endpoint: string
  /** Of the storage. */
  readonly cdn: string
  readonly requests: readonly Logged[]
  /** Spoils the next answers of a part of the Hub, one by default, `Infinity` for all; before that, `after` are right. */
  spoil(part: Part, fault: FaultName, times?: number, after?: number): void
  /** Heals everything that `spoil` did. */
  heal(): void
  /** From now on, addresses of the storage that were given out before are refused. */
  expireAddresses(): void
  close(): Promise<void>
}

/** A commit that every test may use. */
export const COMMIT = 'a'.repeat(40)

/** The one token that opens what is not public. */
export const RIGHT_TOKEN = 'hf_right'

/** Starts a Hub of some models, by `org/name`. */
export async function startHub(models: Readonly<Record<string, ServedModel>>): Promise<TestHub> {
  const requests: Logged[] = []
  const faults: { part: Part; fault: FaultName; times: number; after: number }[] = []
  let signature = 1
  const note = (part: Part, { method = '', url = '', headers }: IncomingMessage): void => {
    const { host = '', range, authorization } = headers
    requests.push({
      ...{ part, method, url, host },
      ...(range === undefined ? {} : { range }),
      ...(authorization === undefined ? {} : { authorization }),
    })
  }
  const spoiled = (part: Part, plan: Plan, whole: () => Uint8Array): Plan => {
    const found = faults.find((one) => one.part === part && one.times > 0)
    if (!found || found.after-- > 0) return plan
    found.times--
    return FAULTS[found.fault](plan, whole)
  }

  const storagePlan = (request: IncomingMessage): Plan => {
    const url = new URL(request.url ?? '', cdn)
    const file = Object.values(models)
      .flatMap((model) => Object.values(model.files))
      .find(({ digest }) => url.pathname === `/${digest}`)
    const valid = Number(url.searchParams.get('sig')) === signature
    if (!file || !valid) return { status: 403, headers: {}, body: text('expired') }
    const plan = ranged(file, request, { etag: `"cdn-${file.digest.slice(0, 8)}"` })
    return spoiled('cdn', plan, () => file.read(0, file.size))
  }

  const apiPlan = (request: IncomingMessage, url: URL): Plan => {
    const plan = apiAnswer(models, url, endpoint, request.headers.authorization)
    return spoiled('api', plan, () => plan.body)
  }

  const resolvePlan = (request: IncomingMessage, url: URL): Plan => {
    const parts = /^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/.exec(url.pathname)
    const [, repo = '', revision = '', path = ''] = parts ?? []
    const asked = new URL(`/api/models/${repo}/revision/${revision}`, endpoint)
    const found = apiAnswer(models, asked, endpoint, request.headers.authorization)
    if (found.status !== 200) return found
    const { files, commit = COMMIT } = models[repo]
    const name = decodeURIComponent(path)
    if (!Object.hasOwn(files, name))
      return { status: 404, headers: { 'x-error-code': 'EntryNotFound' }, body: text('none') }
    const file = files[name]
    const common = { 'x-repo-commit': commit, 'accept-ranges': 'bytes' }
    if (!file.large) {
      const plan = ranged(file, request, { ...common, etag: `"${file.oid}"` })
      return spoiled('resolve', plan, () => file.read(0, file.size))
    }
    const headers = {
      ...common,
      location: `${cdn}/${file.digest}?sig=${signature}`,
      'x-linked-size': String(file.size),
      'x-linked-etag': `"${file.digest}"`,
      'x-xet-hash': file.digest,
      link: `<${endpoint}/api/models/${repo}/xet-read-token/${commit}>; rel="xet-auth"`,
    }
    const plan = { status: 302, headers, body: text('Found') }
    return spoiled('resolve', plan, () => plan.body)
  }

  const serving = (planOf: (request: IncomingMessage) => Plan): Server =>
    createServer((request, response) => {
      const { method } = request
      send(response, method === 'OPTIONS' ? preflight() : planOf(request), method)
    })
  const storage = serving((request) => {
    note('cdn', request)
    return storagePlan(request)
  })
  const hub = serving((request) => {
    const url = new URL(request.url ?? '', endpoint)
    const part = url.pathname.startsWith('/api/') ? 'api' : 'resolve'
    note(part, request)
    return part === 'api' ? apiPlan(request, url) : resolvePlan(request, url)
  })
  const cdn = await listen(storage, 'localhost')
  const endpoint = await listen(hub, '127.0.0.1')

  return {
    endpoint,
    cdn,
    requests,
    spoil: (part, fault, times = 1, after = 0) => faults.push({ part, fault, times, after }),
    heal: () => (faults.length = 0),
    expireAddresses: () => signature++,
    close: async () => {
      await Promise.all([hub, storage].map(stop))
    },
  }
}

/** All of a file, or the part that is asked for. */
function ranged(file: ServedFile, request: IncomingMessage, headers: Record<string, string>): Plan {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? []
  if (from === undefined) return { status: 200, headers, body: file.read(0, file.size) }
  const start = Number(from)
  if (start >= file.size)
    return { status: 416, headers: { 'content-range': `bytes */${file.size}` }, body: text('') }
  const end = Math.min(to ? Number(to) + 1 : file.size, file.size)
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${start}-${end - 1}/${file.size}` },
    body: file.read(start, end - start),
  }
}

function preflight(): Plan {
  return { status: 204, headers: {}, body: text('') }
}

function text(content: string): Uint8Array {
  return new TextEncoder().encode(content)
}

async function listen(server: Server, host: string): Promise<string> {
  await new Promise<void>((done) => server.listen(0, host, done))
  return `http://${host}:${(server.address() as AddressInfo).port}`
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
}
