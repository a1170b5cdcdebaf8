import { InvalidArgumentError } from 'commander'

const WHOLE = /^-?\d+$/

/** A whole number on the command line. */
export function wholeNumber(value: string): number {
  if (!WHOLE.test(value)) throw new InvalidArgumentError('Expected a whole number, 1 for example.')
  return Number(value)
}

/** A whole number on the command line, or several with commas between. */
export function wholeNumbers(value: string): readonly number[] {
  const parts = value.split(',').map((part) => part.trim())
  if (!parts.every((part) => WHOLE.test(part)))
    throw new InvalidArgumentError('Expected a whole number, or several with commas between: 1,2.')
  return parts.map(Number)
}

/** A number from 0 up on the command line, `1e-9` for example. */
export function numberFromZero(value: string): number {
  if (!/^(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(value) || !Number.isFinite(Number(value)))
    throw new InvalidArgumentError('Expected a number from 0 up, 1e-9 for example.')
  return Number(value)
}

/** Two words with a comma between. */
export function twoWords(value: string): readonly [string, string] {
  const [a, b, ...rest] = value.split(',').map((word) => word.trim())
  if (!a || !b || rest.length > 0)
    throw new InvalidArgumentError("Expected two words with a comma between, '1,2' for example.")
  return [a, b]
}
