/** What every error of tokenprism tells: where it arose, what was expected and found, and what to do next. */
export interface ErrorParts {
  /** The thing at fault: an option, a file, a tensor, a word. */
  readonly where: string
  readonly expected: string
  readonly found: string
  /** What the reader can do about it. */
  readonly next: string
}

/** The common ancestor: catch this to catch whatever tokenprism throws on purpose. */
export abstract class TokenprismError extends Error implements ErrorParts {
  readonly where: string
  readonly expected: string
  readonly found: string
  readonly next: string

  constructor(parts: ErrorParts, options?: ErrorOptions) {
    super(
      `${parts.where}: expected ${parts.expected}, found ${parts.found}. ${parts.next}`,
      options,
    )
    this.name = new.target.name
    this.where = parts.where
    this.expected = parts.expected
    this.found = parts.found
    this.next = parts.next
  }
}

/** An argument or option that cannot mean anything: the caller has to change the call. */
export class InvalidArgument extends TokenprismError {}

/** A word that is not exactly one token of this model. */
export class NotOneToken extends TokenprismError {}

/** A file that breaks its own format. */
export class Malformed extends TokenprismError {}

/** A file that declares more than tokenprism is willing to allocate, or asks for more time than it gives. */
export class LimitExceeded extends TokenprismError {}

/** Something well-formed that tokenprism does not handle. */
export class Unsupported extends TokenprismError {}

/** A file, folder or tensor that is not there. */
export class NotFound extends TokenprismError {}

/** The operating system or a server failed to read or write. */
export class Io extends TokenprismError {}

/** The network would have been needed, and is switched off (`HF_HUB_OFFLINE`). Nothing was sent. */
export class Offline extends TokenprismError {}

/** A server that wants a token, another token, or an agreement to a model's terms. */
export class AccessDenied extends TokenprismError {}

/** Bytes that are not those that their size, checksum or version promised. */
export class Integrity extends TokenprismError {}

/** A file that could do harm: code in a pickle, a path that leads out of the model. */
export class UnsafeFile extends TokenprismError {}

/** Numbers that no algorithm can answer for: NaN, infinities, or an iteration that did not converge. */
export class Numerical extends TokenprismError {}

/**
 * Refuses a value that is none of the choices: types stop only those who compile.
 *
 * @throws {InvalidArgument} naming the choices
 */
export function requireOneOf(where: string, choices: readonly unknown[], found: unknown): void {
  if (choices.includes(found)) return
  throw new InvalidArgument({
    where,
    expected: `one of ${choices.join(', ')}`,
    found: typeof found === 'string' ? JSON.stringify(found) : String(found),
    next: 'Choose one of these.',
  })
}

/**
 * Refuses what is neither true nor false: `'false'` would be true.
 *
 * @throws {InvalidArgument}
 */
export function requireBoolean(where: string, found: unknown): void {
  requireOneOf(where, [true, false], found)
}

/** All names of some options; the compiler sees to it that none is missing. */
export type OptionNames<T> = Readonly<Record<keyof T, true>>

/**
 * Refuses options that there are not: `vector` for `vectors` would be without effect, and its answer that of another question.
 *
 * @param where whose options they are
 * @throws {InvalidArgument} naming the option, and those there are
 */
export function requireKnown(
  where: string,
  known: Readonly<Record<string, unknown>>,
  given: unknown,
): void {
  const names = Object.keys(known)
  if (typeof given !== 'object' || given === null)
    throw new InvalidArgument({
      where,
      expected: `an object with options of these names: ${names.join(', ')}`,
      found: typeof given === 'string' ? JSON.stringify(given) : String(given),
      next: 'Give one, or leave it out.',
    })
  const stranger = Object.keys(given).find((name) => !Object.hasOwn(known, name))
  if (stranger === undefined) return
  throw new InvalidArgument({
    where,
    expected: `options of these names: ${names.join(', ')}`,
    found: stranger,
    next: 'Correct the name, or leave it out.',
  })
}

/**
 * Refuses what is no whole number within bounds.
 *
 * @throws {InvalidArgument} naming the bounds
 */
export function requireWhole(
  where: string,
  found: unknown,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): void {
  if (Number.isSafeInteger(found) && (found as number) >= least && (found as number) <= most) return
  throw new InvalidArgument({
    where,
    expected:
      most === Number.MAX_SAFE_INTEGER
        ? `a whole number from ${least} on`
        : `a whole number from ${least} to ${most}`,
    found: typeof found === 'string' ? JSON.stringify(found) : String(found),
    next: 'Choose one of these, or leave it out.',
  })
}

/** What kind of thing a value is, for messages: `Null`, `Number`, `BigInt64Array`, … */
export function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1)
}
