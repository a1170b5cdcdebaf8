import { InvalidArgument } from '../errors.js'
import type { Model } from '../model/model.js'
import type { Piece } from '../model/tokenizer.js'
import type { Spelling } from '../model/tokenizers/spelling.js'
import { spell } from './spelling.js'

/**
 * How a token stands to the word it writes: by itself, with the space before it (`Ġa` of byte-level BPE, `▁a` of
 * SentencePiece), or as a continuation within a word (`##a` of WordPiece).
 */
export type Variant = 'bare' | 'space' | 'continuation'

/** All forms. */
export const VARIANTS: readonly Variant[] = ['bare', 'space', 'continuation']

/** The form that is wanted: `auto` takes the bare one, and where there is none, the one with a space. */
export type FormChoice = 'auto' | Variant

/** The letters that are wanted: all small, all capital, or the first one capital and the others small. */
export type LetterCase = 'lower' | 'upper' | 'capitalised'

/** Which variant of a word is wanted: a form, a case, or both: `space,upper`. A word keeps its case by default. */
export type VariantChoice = FormChoice | LetterCase | `${FormChoice},${LetterCase}`

const FORMS: readonly FormChoice[] = ['auto', ...VARIANTS]
const CASES: readonly LetterCase[] = ['lower', 'upper', 'capitalised']

/** All choices that are one word; a form and a case go together with a comma between. */
export const VARIANT_CHOICES: readonly VariantChoice[] = [...FORMS, ...CASES]

/** A word as one token, or the pieces that it became. */
export type WordToken =
  { readonly piece: Piece; readonly variant: Variant } | { readonly pieces: readonly Piece[] }

/** What a space before a word is written as. */
const SPACES: Partial<Record<Spelling, string>> = { 'byte-level': 'Ġ', sentencepiece: '▁' }

/** The variant that a token is, by its marker; without a spelling, any of the markers counts. */
export function variantOf(token: string, spelling?: Spelling): Variant {
  if (token.length < 2) return 'bare'
  const marks = spelling === undefined ? 'Ġ▁' : SPACES[spelling]
  if (marks?.includes(token[0])) return 'space'
  const joins = spelling === undefined || spelling === 'wordpiece'
  // The pattern is spared nearly every token: this is asked of the whole vocabulary.
  return joins && token.startsWith('#') && /^##./u.test(token) ? 'continuation' : 'bare'
}

/**
 * Reads a choice of form, case, or both in either order.
 *
 * @throws {InvalidArgument} for anything else
 */
export function parseVariantChoice(text: string): { form: FormChoice; letters?: LetterCase } {
  const parts = text.split(',').map((part) => part.trim())
  const form = FORMS.find((name) => parts.includes(name))
  const letters = CASES.find((name) => parts.includes(name))
  const found = (form ? 1 : 0) + (letters ? 1 : 0)
  if (found > 0 && found === parts.length)
    return { form: form ?? 'auto', ...(letters && { letters }) }
  throw new InvalidArgument({
    where: 'variant',
    expected: `one of ${VARIANT_CHOICES.join(', ')}, or a form and a case like space,upper`,
    found: JSON.stringify(text),
    next: 'Choose one of these.',
  })
}

/** A word in the letters that are wanted, by Unicode's own rules, whatever the machine's language. */
export function inCase(word: string, letters: LetterCase | undefined): string {
  if (letters === undefined) return word
  if (letters === 'upper') return word.toUpperCase()
  if (letters === 'lower') return word.toLowerCase()
  const [first = '', ...rest] = word
  return first.toUpperCase() + rest.join('').toLowerCase()
}

/** Finds a variant of a word as one token: what the tokenizer makes of it, or a token that the vocabulary lists so. */
export function findWordToken(model: Model, asked: string, choice: VariantChoice): WordToken {
  const { tokenizer, vocabulary } = model
  const { spelling } = vocabulary
  const { form, letters } = parseVariantChoice(choice)
  const word = inCase(asked, letters)
  const pieces = tokenizer.encode(word)
  const single = (found: readonly Piece[], variant: Variant): Piece | undefined =>
    found.length === 1 && variantOf(found[0].token, spelling) === variant ? found[0] : undefined
  const listed = (variant: Variant): Piece | undefined => {
    const token = spell(word, variant, spelling)
    const id = token === undefined ? undefined : vocabulary.ids.get(token)
    return token === undefined || id === undefined ? undefined : { id, token }
  }
  const spaced = (): readonly Piece[] => tokenizer.encode(` ${word}`)
  const find: Readonly<Record<Variant, () => Piece | undefined>> = {
    // SentencePiece puts a space before every text, so that its bare forms are found in the list alone.
    bare: () => single(pieces, 'bare') ?? listed('bare'),
    space: () => single(pieces, 'space') ?? single(spaced(), 'space') ?? listed('space'),
    continuation: () => listed('continuation'),
  }
  for (const variant of form === 'auto' ? (['bare', 'space'] as const) : [form]) {
    const piece = word === '' ? undefined : find[variant]()
    if (piece) return { piece, variant }
  }
  return { pieces: form === 'space' && spelling === 'byte-level' ? spaced() : pieces }
}
