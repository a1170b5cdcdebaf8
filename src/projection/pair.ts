import { centred, cosine, pearson } from '../math/correlation.js'
import { requireFinite, rowOf, toFloat64 } from '../math/matrix.js'
import type { Model } from '../model/model.js'
import { groupRows } from '../submatrix/submatrix.js'
import { type Member, rowGroupsOf } from '../tokens/member.js'
import { resolveToken } from '../tokens/token-set.js'

/** The embeddings of two tokens, one against the other. */
export interface Pair {
  readonly tokens: readonly [Member, Member]
  /** Each token's embedding minus its own mean over the dimensions; both of dim numbers. */
  readonly embeddings: readonly [Float64Array, Float64Array]
  /** Pearson's correlation over the dimensions. */
  readonly r: number
  /** Of the angle between the embeddings as they are, not centred. */
  readonly cosine: number
}

/**
 * Compares two tokens dimension by dimension.
 *
 * @param a a word that is one token
 * @param b another
 * @throws {NotOneToken} when one of them is not one token
 * @throws {Numerical} when an embedding holds NaN or an infinity
 */
export async function comparePair(model: Model, a: string, b: string): Promise<Pair> {
  const tokens = [resolveToken(model, a), resolveToken(model, b)] as const
  return pairOf(model, tokens)
}

/** What to make of a pair that is one token twice (`1` and `1`, or `Red` and `red` where no capitals are told); else undefined. */
export function sameTokenNote({ tokens: [a, b] }: Pick<Pair, 'tokens'>): string | undefined {
  if (a.ids.join() !== b.ids.join()) return undefined
  return `“${a.word}” and “${b.word}” are the same token, set against itself: r and cosine say nothing here`
}

/** As `comparePair`, of tokens that are resolved already. */
export async function pairOf(model: Model, tokens: readonly [Member, Member]): Promise<Pair> {
  const rows = toFloat64(await groupRows(model.embedding, rowGroupsOf({ members: tokens })))
  requireFinite(rows, `embeddings of ${tokens[0].token} and ${tokens[1].token}`)
  const [x, y] = [rowOf(rows, 0), rowOf(rows, 1)]
  return {
    tokens,
    embeddings: [centred(x), centred(y)],
    r: pearson(x, y),
    cosine: cosine(x, y),
  }
}
