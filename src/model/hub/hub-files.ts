import { hubHost } from '#hub-host'
import { bufferSource } from '../../bytes/buffer-source.js'
import { type ByteSource, readAll } from '../../bytes/byte-source.js'
import type { HttpClient } from '../../bytes/http-client.js'
import { httpSource } from '../../bytes/http-source.js'
import { NotFound, Offline } from '../../errors.js'
import { type ModelFiles, modelFiles } from '../model-files.js'
import { requireDigest } from './digest.js'
import { hubError } from './hub-error.js'
import type { HubFile } from './hub-file.js'
import { type HubStore, UnwritableCache } from './hub-host.js'
import type { HubId } from './hub-id.js'
import type { HubSettings } from './hub-settings.js'
import { KeptParts } from './kept-parts.js'
import { pinCommit } from './pin-commit.js'

/** Something that the user should know, though it stops nothing. */
export interface Notice {
  /** `unreachable`: the Hub did not answer, and the cache did; `cache`: nothing can be kept. */
  readonly kind: 'unreachable' | 'cache'
  readonly text: string
}

/** What is asked of a Hub's files beside the model. */
export interface HubFilesOptions {
  readonly settings: HubSettings
  readonly client: HttpClient
  readonly signal?: AbortSignal | undefined
  readonly onNotice?: ((notice: Notice) => void) | undefined
}

/** Files of which an analysis needs a part; all others are small and read whole. */
const TABLES = /\.(?:safetensors|bin|gguf|onnx|onnx_data|data|npy|npz|pt|pth|ckpt|vec|h5|msgpack)$/i

/** Larger ones are tables, whatever they are called. The largest tokenizer seen has 33 MB. */
const MAX_WHOLE_BYTES = 128 * 1024 * 1024

/**
 * The files of a model on a Hub, at one commit. Tables are read by ranges, which are kept; all other files are
 * downloaded whole into the cache that Python's client shares, and checked against their digest.
 */
export async function hubFiles(
  asked: HubId,
  { settings, client, signal, onNotice = () => undefined }: HubFilesOptions,
): Promise<ModelFiles> {
  const endpoint = asked.endpoint ?? settings.endpoint
  const isHome = new URL(endpoint).origin === new URL(settings.endpoint).origin
  const headers: Readonly<Record<string, string>> =
    settings.token !== false && isHome ? { authorization: `Bearer ${settings.token}` } : {}
  const store = settings.cache === false ? undefined : hubHost.openStore(settings.cache, asked.repo)
  const id = { ...asked, endpoint }
  const onUnkept = store ? tellingOnce(store.folder, onNotice) : () => undefined
  const pinned = await pinCommit(id, { client, headers, store, onNotice, onUnkept })
  const { commit, files } = pinned
  const byPath = new Map(files.map((file) => [file.path, file]))
  const listed = (path: string): HubFile => {
    const file = byPath.get(path)
    if (file) return file
    throw new NotFound({
      where: `${id.repo}@${commit}`,
      expected: `a file ${path}`,
      found: `${files.length} files, none of that name`,
      next: 'Check the name.',
    })
  }
  const place: Place = { id: { ...id, revision: commit }, client, headers, signal, onUnkept }
  const parts = store && new KeptParts(store, commit, signal)
  const source = isHome ? `${id.repo}@${commit}` : `${endpoint}/${id.repo}/tree/${commit}`
  return modelFiles(
    {
      name: id.repo.split('/').at(-1) ?? id.repo,
      source,
      commit,
      sizes: new Map(files.map(({ path, size }) => [path, size])),
      traffic: () => client.traffic,
      ...(store &&
        parts && {
          cache: {
            folder: store.folder,
            async download(path) {
              const file = listed(path)
              if (!(await store.openWhole(commit, file))) await download(place, store, file)
              await store.dropRanges(file)
            },
            distrust: () => parts.distrust(),
            complete: () => parts.complete(),
            async refresh() {
              if (client.options.offline) throw needsNetwork(id.repo)
              for (const file of files) {
                await store.dropRanges(file)
                await store.check(commit, file)
              }
            },
          },
        }),
    },
    (path) => open(place, store, parts, listed(path)),
  )
}

/** A commit on a Hub, and how it is reached. */
interface Place {
  readonly id: HubId & { readonly endpoint: string }
  readonly client: HttpClient
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal | undefined
  /** Told of each thing that the cache could not take. */
  readonly onUnkept: (error: unknown) => void
}

/** One notice for all that a cache cannot take: the reason is the same each time. */
function tellingOnce(folder: string, onNotice: (notice: Notice) => void): Place['onUnkept'] {
  let told = false
  return (error) => {
    if (told) return
    told = true
    const { cause } = error as { cause?: unknown }
    const reason = (cause instanceof Error ? cause : (error as Error)).message
    const text = `nothing is kept for the next run, as the cache ${folder} cannot be written: ${reason}`
    onNotice({ kind: 'cache', text })
  }
}

async function open(
  place: Place,
  store: HubStore | undefined,
  parts: KeptParts | undefined,
  file: HubFile,
): Promise<ByteSource> {
  const whole = await store?.openWhole(place.id.revision, file)
  if (whole) return whole
  const source = remote(place, file)
  if (TABLES.test(file.path) || file.size > MAX_WHOLE_BYTES)
    return parts ? parts.open(file, source, place.onUnkept) : source
  if (store && !place.client.options.offline)
    try {
      return await download(place, store, file)
    } catch (error) {
      if (!(error instanceof UnwritableCache)) throw error
      place.onUnkept(error)
    }
  const bytes = await readAll(source, MAX_WHOLE_BYTES, { signal: place.signal })
  await requireDigest(source.name, file, bytes as Uint8Array<ArrayBuffer>)
  return bufferSource(bytes, source.name)
}

function download(place: Place, store: HubStore, file: HubFile): Promise<ByteSource> {
  const { signal } = place
  const source = remote(place, file)
  const bytesFrom = (offset: number): AsyncIterable<Uint8Array> =>
    source.stream(offset, file.size - offset, { signal })
  return store.download(place.id.revision, file, bytesFrom, signal)
}

function remote({ id, client, headers }: Place, file: HubFile): ReturnType<typeof httpSource> {
  const { repo, revision, endpoint } = id
  const path = file.path.split('/').map(encodeURIComponent).join('/')
  return httpSource(client, {
    url: `${endpoint}/${repo}/resolve/${revision}/${path}`,
    name: `${repo}@${revision.slice(0, 8)}, file ${file.path}`,
    size: file.size,
    headers,
    explain: hubError({ repo, revision, endpoint, file: file.path }, 'authorization' in headers),
  })
}

function needsNetwork(repo: string): Offline {
  return new Offline({
    where: repo,
    expected: 'a network, to fetch anew what is kept',
    found: 'that it is switched off',
    next: 'Unset HF_HUB_OFFLINE.',
  })
}
