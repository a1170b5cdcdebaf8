import type { HttpClient } from '../../bytes/http-client.js'
import { Io, LimitExceeded, Malformed, TokenprismError } from '../../errors.js'
import { hubError } from './hub-error.js'
import { type HubFile, requireFile } from './hub-file.js'
import { COMMIT, type HubId } from './hub-id.js'

/** The largest repositories have some thousands of files. */
const MAX_FILES = 100_000
/** A page lists a thousand files. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024

/** A Hub's answers about one model. */
export interface HubApi {
  /** The commit that the revision is now. */
  commit(): Promise<string>
  /** All files of a commit. */
  list(commit: string): Promise<readonly HubFile[]>
}

/**
 * Asks a Hub through Hugging Face's own client, over our requests: so they are retried, counted, aborted, and carry the
 * token to the Hub alone.
 *
 * @param headers of requests to the endpoint itself
 * @param tries of each request
 */
export function hubApi(
  client: HttpClient,
  { repo, revision, endpoint }: HubId & { readonly endpoint: string },
  headers: Readonly<Record<string, string>>,
  tries?: number,
): HubApi {
  const where = `${repo} on ${new URL(endpoint).host}`
  const explain = hubError({ repo, revision, endpoint }, 'authorization' in headers)
  const request: typeof fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    // The next page's address comes from the server.
    const own = new URL(url).origin === new URL(endpoint).origin ? headers : {}
    const sent = { ...Object.fromEntries(new Headers(init?.headers)), ...own }
    const retry = tries === undefined ? {} : { tries }
    return client.get({ url, where, headers: sent, explain }, MAX_ANSWER_BYTES, retry)
  }
  const common = { hubUrl: endpoint, fetch: request }
  return {
    commit: () =>
      asking(where, async () => {
        const { modelInfo } = await import('@huggingface/hub')
        const { sha } = await modelInfo({
          ...common,
          name: repo,
          revision,
          additionalFields: ['sha'],
        })
        if (typeof sha === 'string' && COMMIT.test(sha)) return sha
        throw notAHub(where, 'no commit in its answer')
      }),
    list: (commit) =>
      asking(where, async () => {
        const { listFiles } = await import('@huggingface/hub')
        const files: HubFile[] = []
        const entries = listFiles({ ...common, repo, revision: commit, recursive: true })
        for await (const { type, path, size, oid, lfs, xetHash } of entries) {
          if (type !== 'file') continue
          if (files.length >= MAX_FILES)
            throw new LimitExceeded({
              where,
              expected: `at most ${MAX_FILES} files`,
              found: 'more',
              next: 'Check that this is a model.',
            })
          const file = {
            path,
            size,
            digest: lfs?.oid ?? oid ?? '',
            ...(lfs && oid !== undefined ? { pointer: oid } : {}),
            ...(xetHash === undefined ? {} : { xetHash }),
          }
          files.push(requireFile(where, file))
        }
        return files
      }),
  }
}

/** Our errors as they are; what the client stumbles over in an answer as one that says so. */
async function asking<T>(where: string, task: () => Promise<T>): Promise<T> {
  return task().catch((cause: unknown) => {
    const isOurs = cause instanceof TokenprismError || !(cause instanceof Error)
    if (isOurs || cause.name === 'AbortError') throw cause
    if (cause instanceof SyntaxError || cause instanceof TypeError)
      throw notAHub(where, cause.message.slice(0, 100), cause)
    throw new Io(
      { where, expected: 'an answer', found: cause.message, next: 'Try again.' },
      { cause },
    )
  })
}

function notAHub(where: string, found: string, cause?: unknown): Malformed {
  return new Malformed(
    {
      where,
      expected: 'answers as Hugging Face’s Hub gives them',
      found,
      next: 'Check HF_ENDPOINT: the address is that of another kind of server.',
    },
    { cause },
  )
}
