import { InvalidArgument } from '../../errors.js'

/** A model of a Hub, as a person names it. */
export interface HubId {
  /** `org/name`; models of old have a name alone, and only in addresses. */
  readonly repo: string
  /** A branch, a tag or a commit; `main` where none is named. */
  readonly revision: string
  /** The file that an address names. */
  readonly file?: string
  /** The Hub that an address names; a bare id is of the Hub of the settings. */
  readonly endpoint?: string
}

const DEFAULT_REVISION = 'main'

/** As the Hub has them: letters, digits, `-`, `_` and `.`, beginning and ending with none of the last three. */
const NAME = /^[A-Za-z0-9](?:[\w.-]{0,94}[A-Za-z0-9_])?$/

/** A commit, in full. */
export const COMMIT = /^[0-9a-f]{40}$/

/**
 * Reads `org/name` or `org/name@revision`; undefined for what is neither.
 *
 * @throws {InvalidArgument} for a revision that could not be one
 */
export function parseHubId(source: string): HubId | undefined {
  const at = source.indexOf('@')
  const repo = at < 0 ? source : source.slice(0, at)
  if (repo.split('/').length !== 2 || !isRepo(repo)) return undefined
  return { repo, revision: requireRevision(at < 0 ? DEFAULT_REVISION : source.slice(at + 1)) }
}

/**
 * Reads the address of a model or a file on a Hub: `…/org/name` on one of `endpoints`, or on any host
 * `…/org/name/(tree|blob|resolve)/revision[/file]`; undefined for what is neither.
 */
export function parseHubUrl(source: string, endpoints: readonly string[]): HubId | undefined {
  if (!URL.canParse(source)) return undefined
  const url = new URL(source)
  const parts = url.pathname.split('/').filter((part) => part !== '')
  const verb = parts.findIndex((part) => /^(?:tree|blob|resolve)$/.test(part))
  if (verb < 0) {
    const repo = parts.join('/')
    const known = endpoints.find((endpoint) => new URL(endpoint).origin === url.origin)
    if (known === undefined || !isRepo(repo)) return undefined
    return { repo, revision: DEFAULT_REVISION, endpoint: known }
  }
  const repo = parts.slice(0, verb).join('/')
  if (!isRepo(repo) || parts.length < verb + 2) return undefined
  const revision = requireRevision(decoded(parts[verb + 1]))
  const file = parts
    .slice(verb + 2)
    .map(decoded)
    .join('/')
  const id = { repo, revision, endpoint: url.origin }
  return file === '' ? id : { ...id, file }
}

/** A part of an address without its `%` codes, or as it is where these are none. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function isRepo(text: string): boolean {
  const names = text.split('/')
  return (
    names.length <= 2 &&
    names.every((name) => NAME.test(name)) &&
    !text.includes('--') &&
    !text.includes('..')
  )
}

/** Revisions become parts of paths. */
function requireRevision(revision: string): string {
  const parts = revision.split('/')
  const fine = parts.every((part) => /^[\w.+-]+$/.test(part) && !/^\.+$/.test(part))
  if (fine && revision.length <= 256) return revision
  throw new InvalidArgument({
    where: 'revision',
    expected: 'a branch, a tag or a commit, as in org/name@main',
    found: JSON.stringify(revision.slice(0, 100)),
    next: 'Leave it out for the newest.',
  })
}
