import { InvalidArgumentError } from 'commander'

/** A whole number on the command line. */
export function wholeNumber(value: string): number {
  if (!/^-?\d+$/.test(value))
    throw new InvalidArgumentError('Expected a whole number, 1 for example.')
  return Number(value)
}

/** Two words with a comma between. */
export function twoWords(value: string): readonly [string, string] {
  const [a, b, ...rest] = value.split(',').map((word) => word.trim())
  if (!a || !b || rest.length > 0)
    throw new InvalidArgumentError("Expected two words with a comma between, '1,2' for example.")
  return [a, b]
}
