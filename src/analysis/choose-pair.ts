import { NotOneToken } from '../errors.js'
import type { Model } from '../model/model.js'
import { sameTokenNote } from '../projection/pair.js'
import type { Member } from '../tokens/member.js'
import { type TokenSet, resolveToken } from '../tokens/token-set.js'
import type { VariantChoice } from '../tokens/variant.js'
import type { Analysis } from './analysis.js'
import type { ResolvedOptions } from './manifest.js'

/** What of the options says which pair it is: at most one of the two. */
type PairOptions = Pick<ResolvedOptions, 'pair' | 'pairIfTokens'>

/**
 * The two tokens of the pair: those asked for; those that were to be taken if the model has them; or the set's own first
 * two as they stand, whose words need not be one token.
 *
 * @returns them, and the options as they turned out: `pair` is what was taken, `pairIfTokens` what could not be
 * @throws {NotOneToken} when a word of `pair` is not one token
 */
export function choosePair(
  model: Model,
  set: TokenSet,
  { pair, pairIfTokens }: PairOptions,
  variant: VariantChoice,
): { readonly members: readonly [Member, Member]; readonly options: PairOptions } {
  const find = ([a, b]: readonly [string, string]): readonly [Member, Member] => [
    resolveToken(model, a, { variant }),
    resolveToken(model, b, { variant }),
  ]
  const [first, second] = set.members
  if (pair) return { members: find(pair), options: { pair } }
  if (!pairIfTokens) return { members: [first, second], options: {} }
  try {
    return { members: find(pairIfTokens), options: { pair: pairIfTokens } }
  } catch (error) {
    if (!(error instanceof NotOneToken)) throw error
    return { members: [first, second], options: { pairIfTokens } }
  }
}

/**
 * What is worth knowing of the pair: why it is the set’s first two where another would have been taken, or that it is one
 * token twice; undefined where it is two tokens, as asked.
 */
export function pairNote({
  manifest,
  pair,
}: Pick<Analysis, 'manifest' | 'pair'>): string | undefined {
  const { pairIfTokens } = manifest.options
  if (!pairIfTokens) return sameTokenNote(pair)
  const [a, b] = pair.tokens
  return (
    `“${pairIfTokens[0]}” and “${pairIfTokens[1]}” are not both one ordinary token here: ` +
    `the pair is the set’s first two, “${a.word}” and “${b.word}”`
  )
}
