import { LimitExceeded } from '../errors.js'

/** The largest vocabularies have 0.3 million tokens; each part of a text becomes a value, which costs more than its bytes. */
export const MAX_LINES = 4_000_000

/**
 * Refuses JSON of too many values before it is parsed. Each value but the first of a list or object follows a comma;
 * commas and brackets within strings count along.
 *
 * @throws {LimitExceeded} for more than `limit`
 */
export function requireFewValues(
  file: { readonly name: string },
  bytes: Uint8Array,
  limit: number,
): void {
  requireFew(file, bytes, limit, 'values', [0x2c, 0x5b, 0x7b])
}

/**
 * Refuses a text of too many lines before it is taken apart.
 *
 * @throws {LimitExceeded} for more than 4 million
 */
export function requireFewLines(file: { readonly name: string }, bytes: Uint8Array): void {
  requireFew(file, bytes, MAX_LINES, 'lines', [0x0a])
}

function requireFew(
  { name }: { readonly name: string },
  bytes: Uint8Array,
  limit: number,
  what: string,
  marks: readonly number[],
): void {
  if (bytes.length <= limit) return
  const counted = new Uint8Array(256)
  for (const mark of marks) counted[mark] = 1
  let count = 0
  for (const byte of bytes) count += counted[byte]
  if (count <= limit) return
  throw new LimitExceeded({
    where: name,
    expected: `at most ${limit} ${what}`,
    found: `about ${count}`,
    next: 'Check that this is the file it claims to be.',
  })
}
