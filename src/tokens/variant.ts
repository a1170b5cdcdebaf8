import type { Model } from '../model/model.js'
import type { Piece } from '../model/tokenizer.js'

/**
 * How a token stands to the word it writes: by itself, with the space before it (`Ġa` of byte-level BPE, `▁a` of
 * SentencePiece), or as a continuation within a word (`##a` of WordPiece).
 */
export type Variant = 'bare' | 'space' | 'continuation'

/** Which variant of a word is wanted: `auto` takes the bare form, and where there is none, the one with a space. */
export type VariantChoice = 'auto' | Variant

/** All choices. */
export const VARIANT_CHOICES: readonly VariantChoice[] = ['auto', 'bare', 'space', 'continuation']

/** A word as one token, or the pieces that it became. */
export type WordToken =
  { readonly piece: Piece; readonly variant: Variant } | { readonly pieces: readonly Piece[] }

/** The variant that a token is, by its marker. */
export function variantOf(token: string): Variant {
  if (/^[Ġ▁]./u.test(token)) return 'space'
  return /^##./u.test(token) ? 'continuation' : 'bare'
}

/** Finds a variant of a word as one token: what the tokenizer makes of it, or a token that the vocabulary lists so. */
export function findWordToken(model: Model, word: string, choice: VariantChoice): WordToken {
  const { tokenizer, vocabulary } = model
  const pieces = tokenizer.encode(word)
  const single = (found: readonly Piece[], variant: Variant): Piece | undefined =>
    found.length === 1 && variantOf(found[0].token) === variant ? found[0] : undefined
  const listed = (token: string): Piece | undefined => {
    const id = vocabulary.ids.get(token)
    return id === undefined ? undefined : { id, token }
  }
  const find: Readonly<Record<Variant, () => Piece | undefined>> = {
    // SentencePiece puts a space before every text, so that its bare forms are found in the list alone.
    bare: () => single(pieces, 'bare') ?? listed(word),
    space: () =>
      single(pieces, 'space') ??
      single(tokenizer.encode(` ${word}`), 'space') ??
      listed(`▁${word}`) ??
      listed(`Ġ${word}`),
    continuation: () => listed(`##${word}`),
  }
  for (const variant of choice === 'auto' ? (['bare', 'space'] as const) : [choice]) {
    const piece = word === '' ? undefined : find[variant]()
    if (piece) return { piece, variant }
  }
  return { pieces }
}
