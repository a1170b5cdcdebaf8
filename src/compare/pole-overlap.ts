/** The tokens at both ends of a singular vector, as texts. */
export interface PoleTokens {
  readonly positive: readonly string[]
  readonly negative: readonly string[]
}

/** How far the ends of one set's singular vector are the same tokens in two models. */
export interface PoleOverlap {
  /** Texts that are at the same end in both, the second turned round if that agrees better. */
  readonly shared: readonly string[]
  /** True if the second model's vector was turned: singular vectors have no sign of their own. */
  readonly turned: boolean
  /** How many texts the two vocabularies have in common. */
  readonly common: number
  /** How many shared ones random ends would have on average, in the better of both orientations at most twice this. */
  readonly random: number
}

/**
 * Compares the poles of one set in two models by what the tokens say: markers of spaces and continuations and capitals
 * are left out, as each vocabulary has its own.
 *
 * @param common how many texts both vocabularies have, by `plainText`
 */
export function poleOverlap(a: PoleTokens, b: PoleTokens, common: number): PoleOverlap {
  const [straight, turned] = [
    [...both(a.positive, b.positive), ...both(a.negative, b.negative)],
    [...both(a.positive, b.negative), ...both(a.negative, b.positive)],
  ]
  const better = turned.length > straight.length
  return {
    shared: better ? turned : straight,
    turned: better,
    common,
    random:
      (a.positive.length * b.positive.length + a.negative.length * b.negative.length) /
      Math.max(1, common),
  }
}

/** A token without its markers and capitals: what vocabularies of different models can share. */
export function plainText(token: string): string {
  return token.replace(/^(?:##|[Ġ▁]+)/u, '').toLowerCase()
}

/** How many texts two vocabularies have in common. */
export function commonTexts(
  a: readonly (string | undefined)[],
  b: readonly (string | undefined)[],
): number {
  const texts = (tokens: readonly (string | undefined)[]): Set<string> =>
    new Set(tokens.filter((token) => token !== undefined).map(plainText))
  const other = texts(b)
  return [...texts(a)].filter((text) => other.has(text)).length
}

function both(a: readonly string[], b: readonly string[]): string[] {
  const other = new Set(b.map(plainText))
  return [...new Set(a.map(plainText))].filter((text) => other.has(text))
}
