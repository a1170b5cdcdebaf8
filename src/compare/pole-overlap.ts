/** The tokens at both ends of a singular vector, as texts. */
export interface PoleTokens {
  readonly positive: readonly string[]
  readonly negative: readonly string[]
}

/** Different texts, by `plainText`. */
export interface Texts {
  readonly first: number
  readonly second: number
  readonly common: number
}

/** How far the ends of one set's singular vector are the same tokens in two models. */
export interface PoleOverlap {
  /** Texts that are at the same end in both, the second turned round if that agrees better. */
  readonly shared: readonly string[]
  /** True if the second model's vector was turned: singular vectors have no sign of their own. */
  readonly turned: boolean
  /** How many texts the two vocabularies have, and have in common. */
  readonly texts: Texts
  /** How many shared ones random ends of these vocabularies would have on average, in the better of both orientations at most twice this. */
  readonly random: number
}

/**
 * Compares the poles of one set in two models by what the tokens say: markers of spaces and continuations and capitals
 * are left out, as each vocabulary has its own.
 *
 * A text of one vocabulary is in the other, too, with probability common/first, and then at one of its ends like every other.
 *
 * @param texts how many texts each vocabulary has, and both have
 */
export function poleOverlap(a: PoleTokens, b: PoleTokens, texts: Texts): PoleOverlap {
  const [straight, turned] = [
    [...both(a.positive, b.positive), ...both(a.negative, b.negative)],
    [...both(a.positive, b.negative), ...both(a.negative, b.positive)],
  ]
  const better = turned.length > straight.length
  return {
    shared: better ? turned : straight,
    turned: better,
    texts,
    random:
      ((a.positive.length * b.positive.length + a.negative.length * b.negative.length) *
        texts.common) /
      Math.max(1, texts.first * texts.second),
  }
}

/** A token without its markers and capitals: what vocabularies of different models can share. */
export function plainText(token: string): string {
  return token.replace(/^(?:##|[Ġ▁]+)/u, '').toLowerCase()
}

/** How many texts two vocabularies have, and have in common. */
export function textsOf(
  a: readonly (string | undefined)[],
  b: readonly (string | undefined)[],
): Texts {
  const [first, second] = [a, b].map(
    (tokens) => new Set(tokens.filter((token) => token !== undefined).map(plainText)),
  )
  const common = [...first].filter((text) => second.has(text)).length
  return { first: first.size, second: second.size, common }
}

function both(a: readonly string[], b: readonly string[]): string[] {
  const other = new Set(b.map(plainText))
  return [...new Set(a.map(plainText))].filter((text) => other.has(text))
}
