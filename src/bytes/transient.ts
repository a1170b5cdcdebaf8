/** A failure that may pass: a network error, a busy server. It never leaves this folder. */
export class Transient extends Error {
  /** What a person would call it. */
  readonly reason: string
  /** Seconds that the server asks to wait. */
  readonly after: number | undefined

  constructor(reason: string, { after, cause }: { after?: number; cause?: unknown } = {}) {
    super(reason, { cause })
    this.name = 'Transient'
    this.reason = reason
    this.after = after
  }
}

/** A network's own errors as ones that may pass; all others as they are. */
export function asTransient(error: unknown): unknown {
  // `fetch` and its bodies fail with a TypeError, whose cause says why in Node.
  if (!(error instanceof TypeError)) return error
  const cause = error.cause as { code?: unknown; message?: unknown } | undefined
  const told = [cause?.code, cause?.message, error.message].find(
    (text) => typeof text === 'string' && text !== '',
  )
  return new Transient(`a network error (${String(told)})`, { cause: error })
}

/**
 * The seconds that a server asks to wait, in the order in which they bind: `RateLimit`'s t when nothing remains
 * (draft-ietf-httpapi-ratelimit-headers), then `Retry-After` in seconds or as a date (RFC 9110, 10.2.3).
 *
 * @param now milliseconds since 1970
 */
export function secondsAsked(headers: Headers, now: number): number | undefined {
  const limit = /;\s*r\s*=\s*0\s*;\s*t\s*=\s*(\d+)/.exec(headers.get('ratelimit') ?? '')
  if (limit) return Number(limit[1])
  const after = headers.get('retry-after')
  if (after === null) return undefined
  if (/^\s*\d+\s*$/.test(after)) return Number(after)
  const date = Date.parse(after)
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000)
}
