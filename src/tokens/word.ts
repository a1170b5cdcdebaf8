import { InvalidArgument } from '../errors.js'
import type { Model } from '../model/model.js'
import type { Piece } from '../model/tokenizer.js'
import { tokenClass } from './classes.js'
import { type Member, memberOf } from './member.js'
import { type VariantChoice, findWordToken, variantOf } from './variant.js'

/** A word as one token that can be a member, or what it became instead. */
export type FoundWord = { readonly member: Member } | { readonly pieces: readonly Piece[] }

/** Looks one word up: `id:1037` is that row, whatever it is; all else has to be an ordinary token with a row. */
export function findWord(model: Model, word: string, variant: VariantChoice): FoundWord {
  const [, id] = /^id:(\d+)$/.exec(word) ?? []
  if (id !== undefined) return { member: rowMember(model, word, Number(id)) }
  const found = findWordToken(model, word, variant)
  if ('pieces' in found) return found
  const { piece } = found
  if (tokenClass(model.vocabulary, piece.id) !== 'ordinary') return { pieces: [piece] }
  return { member: memberOf(word, [piece], found.variant) }
}

/**
 * The member that a row is, of whatever class.
 *
 * @throws {InvalidArgument} when the matrix has no such row
 */
export function rowMember(
  { vocabulary }: Pick<Model, 'vocabulary'>,
  word: string,
  id: number,
): Member {
  if (!(id < vocabulary.size))
    throw new InvalidArgument({
      where: word,
      expected: `an id from 0 to ${vocabulary.size - 1}`,
      found: String(id),
      next: 'Take ids from this model’s vocabulary.',
    })
  const token = vocabulary.tokens[id] ?? `#${id}`
  return memberOf(word, [{ id, token }], variantOf(token, vocabulary.spelling))
}

/** Whether pieces are something to take a mean of: ordinary tokens, or bytes, that have rows. */
export function unfitPiece({ vocabulary }: Model, pieces: readonly Piece[]): Piece | undefined {
  return pieces.find(({ id }) => {
    const kind = tokenClass(vocabulary, id)
    return kind !== 'ordinary' && kind !== 'byte'
  })
}
