import type { Plan } from './faults.js'
import { COMMIT, RIGHT_TOKEN, type ServedModel } from './hub-server.js'

/** Files a page of the listing: few, so that every test follows a link. */
const PAGE = 3

/** `GET /api/models/{repo}/revision/{revision}` and `/tree/{revision}`, as the Hub answers them. */
export function apiAnswer(
  models: Readonly<Record<string, ServedModel>>,
  url: URL,
  endpoint: string,
  authorization: string | undefined,
): Plan {
  const [, repo, verb, revision] =
    /^\/api\/models\/([^/]+\/[^/]+)\/(revision|tree)\/([^/]+)$/.exec(url.pathname) ?? []
  const model = Object.hasOwn(models, repo) ? models[repo] : undefined
  const isRight = authorization === `Bearer ${RIGHT_TOKEN}`
  if (authorization !== undefined && !isRight)
    return refusal(401, undefined, 'Invalid credentials in Authorization header')
  // Whether there is such a model is not told to strangers.
  if (!model || (model.access === 'token' && !isRight))
    return isRight
      ? refusal(404, 'RepoNotFound')
      : refusal(401, 'RepoNotFound', 'Repository not found')
  if (model.access === 'gated' && !isRight)
    return refusal(401, 'GatedRepo', 'Access to this model is restricted')
  const { commit = COMMIT, revisions = ['main'], files } = model
  if (![commit, ...revisions, 'HEAD'].includes(decodeURIComponent(revision)))
    return refusal(404, 'RevisionNotFound', 'Invalid rev id')
  if (verb === 'revision')
    return json({
      _id: '0123456789abcdef01234567',
      id: repo,
      sha: commit,
      lastModified: '2026-01-02T03:04:05.000Z',
      private: false,
      gated: false,
      downloads: 0,
      likes: 0,
      siblings: Object.keys(files).map((rfilename) => ({ rfilename })),
    })
  const start = Number(url.searchParams.get('cursor') ?? 0)
  const entries = Object.entries(files).map(([path, { size, large, digest, oid }]) => ({
    type: 'file',
    oid,
    size,
    path,
    ...(large ? { lfs: { oid: digest, size, pointerSize: 134 }, xetHash: digest } : {}),
  }))
  const all = [{ type: 'directory', oid: COMMIT, size: 0, path: 'folder' }, ...entries]
  const next = new URL(url)
  next.searchParams.set('cursor', String(start + PAGE))
  const more = start + PAGE < all.length
  const link = { link: `<${endpoint}${next.pathname}${next.search}>; rel="next"` }
  return json(all.slice(start, start + PAGE), more ? link : {})
}

function json(value: unknown, headers: Record<string, string> = {}): Plan {
  const body = new TextEncoder().encode(JSON.stringify(value))
  return { status: 200, headers: { 'content-type': 'application/json', ...headers }, body }
}

function refusal(status: number, code?: string, message?: string): Plan {
  return {
    status,
    headers: {
      'content-type': 'application/json',
      ...(code === undefined ? {} : { 'x-error-code': code }),
      ...(message === undefined ? {} : { 'x-error-message': message }),
    },
    body: new TextEncoder().encode(JSON.stringify({ error: message ?? code })),
  }
}
