import type { HttpClient } from '../../bytes/http-client.js'
import { Io, Offline } from '../../errors.js'
import { hubApi } from './hub-api.js'
import type { HubFile } from './hub-file.js'
import type { Notice } from './hub-files.js'
import type { HubStore } from './hub-host.js'
import { COMMIT, type HubId } from './hub-id.js'

/** A revision made fast: files of a commit never change. */
export interface Pinned {
  readonly commit: string
  readonly files: readonly HubFile[]
}

/** Where a commit is looked for. */
export interface PinOptions {
  readonly client: HttpClient
  /** Of requests to the endpoint itself. */
  readonly headers: Readonly<Record<string, string>>
  readonly store: HubStore | undefined
  readonly onNotice: (notice: Notice) => void
  /** Told when the cache cannot take what was found. */
  readonly onUnkept: (error: unknown) => void
}

/**
 * Finds the commit of a revision and its files. A commit that was listed before needs no request. A branch is asked
 * for each time, as it may have moved; when the Hub does not answer, the commit that it was last is taken, and said.
 *
 * @throws {Offline} when the network is off and the cache has never seen the revision
 */
export async function pinCommit(
  id: HubId & { readonly endpoint: string },
  { client, headers, store, onNotice, onUnkept }: PinOptions,
): Promise<Pinned> {
  const isCommit = COMMIT.test(id.revision)
  const known = isCommit ? id.revision : await store?.commitOf(id.revision)
  const listed = known === undefined ? undefined : await store?.list(known)
  if (known !== undefined && listed && isCommit) return { commit: known, files: listed }
  const present = known === undefined ? undefined : (listed ?? (await store?.present(known)))
  const cached = known !== undefined && present ? { commit: known, files: present } : undefined
  if (client.options.offline) {
    if (cached) return cached
    throw neverSeen(id)
  }
  // With something to fall back on, nobody is kept waiting.
  const api = hubApi(client, id, headers, cached ? 1 : undefined)
  try {
    const commit = isCommit ? id.revision : await api.commit()
    if (commit === known && listed) return { commit, files: listed }
    const files = (await store?.list(commit)) ?? (await api.list(commit))
    await store?.save(id.revision, commit, files).catch(onUnkept)
    return { commit, files }
  } catch (error) {
    if (!cached || !(error instanceof Io)) throw error
    onNotice({
      kind: 'unreachable',
      text: `the Hub did not answer (${error.found}); ${id.revision} is taken as it was last: ${cached.commit}`,
    })
    return cached
  }
}

function neverSeen({ repo, revision }: HubId): Offline {
  return new Offline({
    where: repo,
    expected: `${revision} in the cache, as the network is switched off`,
    found: 'no trace of it',
    next: "Unset HF_HUB_OFFLINE, or run 'tokenprism fetch' with the network on.",
  })
}
