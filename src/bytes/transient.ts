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

/** What `fetch` will never ask, whatever the network (https://fetch.spec.whatwg.org/#port-blocking). */
const NEVER = /bad port|unknown scheme|invalid url|failed to parse url|invalid header|header value/i

/** Browsers tell no cause, and each words it in its own way. */
const BROWSER = /fetch|network|load failed/i

/**
 * A network's own errors as ones that may pass; all others as they are.
 *
 * @param error what `fetch` or the reading of a body threw: a TypeError whose cause says why in Node, and one without a
 *   cause in a page. Other TypeErrors are a program's.
 */
export function asTransient(error: unknown): unknown {
  if (!(error instanceof TypeError) || neverAsked(error) !== undefined) return error
  const cause = error.cause as { code?: unknown; message?: unknown } | undefined
  if (cause === undefined && !BROWSER.test(error.message)) return error
  const told = [cause?.code, cause?.message, error.message].find(isText)
  return new Transient(`a network error (${String(told)})`, { cause: error })
}

/** The reason for which `fetch` refuses to ask at all; undefined for any other failure. */
export function neverAsked(error: unknown): string | undefined {
  if (!(error instanceof TypeError)) return undefined
  const cause = error.cause as { message?: unknown } | undefined
  return [cause?.message, error.message].filter(isText).find((text) => NEVER.test(text))
}

function isText(text: unknown): text is string {
  return typeof text === 'string' && text !== ''
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
