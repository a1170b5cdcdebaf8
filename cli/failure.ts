import { InvalidArgument, TokenprismError } from '../src/index.js'
import { printable } from './printable.js'

/** An error as a person reads it on stderr. */
export function describeError(error: unknown): string {
  if (error instanceof TokenprismError)
    return printable(
      `tokenprism: ${error.where}\n` +
        `  expected  ${error.expected}\n` +
        `  found     ${error.found}\n` +
        `  next      ${error.next}\n`,
    )
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return printable(`tokenprism: an error that should not happen; please report it\n${stack}\n`)
}

/** 2 for wrong usage, 1 for any other failure. */
export function exitCodeOf(error: unknown): number {
  return error instanceof InvalidArgument ? 2 : 1
}
