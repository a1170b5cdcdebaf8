import type { ProjectedToken, Projection } from './projection.js'

/** Python's `string.ascii_letters`. */
const ASCII_LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

/**
 * The list that the lecture notebook prints: of the 20 tokens of largest |projection|, members included, those
 * that are no substring of the alphabet. It therefore has fewer than 20 entries, and hides tokens like `no`,
 * `de` and `abc` that are not letters: `Projection.largest` is the mended list.
 */
export function largestAsNotebook(projection: Projection, k: number): readonly ProjectedToken[] {
  return projection
    .largest(k, { members: true })
    .filter(({ token }) => token === undefined || !ASCII_LETTERS.includes(token))
}
