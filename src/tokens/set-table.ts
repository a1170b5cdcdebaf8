import type { Model } from '../model/model.js'
import { type VocabularyClass, classesOf } from './classes.js'
import type { Member } from './member.js'
import type { SplitRule, TokenSet } from './token-set.js'

/** What became of one word of a set. */
export interface SetRow {
  readonly word: string
  /** `member`, or `left out`: what repeats another word, or is not one token. */
  readonly status: 'member' | 'left out'
  /** Rows that stand for it; none if it was left out. */
  readonly ids: readonly number[]
  /** The tokens that it is or became. */
  readonly pieces: readonly string[]
  /** Undefined if it was left out. */
  readonly variant: Member['variant'] | undefined
  /** Of all its rows together. */
  readonly classes: readonly VocabularyClass[]
  /** Why it was left out, or what was done to it; undefined for a plain member. */
  readonly why: string | undefined
}

/**
 * A set word by word: its members in order, then the words that were left out, and why.
 *
 * @param rule what happened to words that split
 */
export function setTable(
  { vocabulary }: Pick<Model, 'vocabulary'>,
  { members, repeated, split }: TokenSet,
  rule: SplitRule,
): readonly SetRow[] {
  const cut = new Map(split.map(({ word, pieces }) => [word, pieces]))
  const out = (word: string, pieces: readonly string[], why: string): SetRow => ({
    word,
    status: 'left out',
    ids: [],
    pieces,
    variant: undefined,
    classes: [],
    why,
  })
  const kept = rule === 'mean' || rule === 'first'
  const whole = new Set(members.map((member) => member.word))
  return [
    ...members.map(({ word, ids, pieces, variant }): SetRow => {
      const whatWasCut = kept ? cut.get(word) : undefined
      return {
        word,
        status: 'member',
        ids,
        pieces,
        variant,
        classes: [...new Set(ids.flatMap((id) => classesOf(vocabulary, id)))],
        why:
          whatWasCut &&
          (rule === 'mean' ? 'mean of its pieces' : `first of ${whatWasCut.length} pieces`),
      }
    }),
    ...repeated.map(({ word, sameAs }) => out(word, [], `same as ${sameAs}`)),
    ...split
      .filter(({ word }) => !kept || !whole.has(word))
      .map(({ word, pieces }) => out(word, pieces, whyNot(pieces.length))),
  ]
}

function whyNot(pieces: number): string {
  if (pieces === 0) return 'no such token'
  return pieces === 1 ? 'no ordinary token' : `${pieces} pieces`
}
