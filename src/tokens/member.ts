import type { Variant } from './variant.js'
import type { Whole } from '../math/whole.js'

/** A word that was asked for, and what of the model's vocabulary stands for it. */
export interface Member {
  /** As it was asked for. */
  readonly word: string
  /** The first of `ids`, and the only one unless a word that splits was averaged. */
  readonly id: Whole
  /** As the vocabulary writes it: `monday` for Monday in an uncased model; the pieces of an average with `+` between. */
  readonly token: string
  /** The rows that stand for the word: its embedding is their mean. */
  readonly ids: readonly Whole[]
  /** The token of each id. */
  readonly pieces: readonly string[]
  /** Which form of the word it is. */
  readonly variant: Variant
}

/** A member from its pieces, at least one. */
export function memberOf(
  word: string,
  pieces: readonly { readonly id: number; readonly token: string }[],
  variant: Variant,
): Member {
  const tokens = pieces.map((piece) => piece.token)
  return {
    word,
    id: pieces[0].id,
    token: tokens.join('+'),
    ids: pieces.map((piece) => piece.id),
    pieces: tokens,
    variant,
  }
}

/**
 * The different ids of a set's members, in order: what lists and draws leave out. Where words were averaged there
 * are more of them than members, or fewer.
 */
export function idsOf({ members }: { readonly members: readonly Member[] }): Uint32Array {
  return Uint32Array.from(new Set(members.flatMap((member) => member.ids)))
}

/**
 * The positions of a set's members by the ids of their rows, ascending: whatever chance decides of members is decided in this
 * order, so that it does not depend on the order in which the set was written.
 */
export function orderById({ members }: { readonly members: readonly Member[] }): Uint32Array {
  return Uint32Array.from(members.keys()).sort((a, b) => compareIds(members[a].ids, members[b].ids))
}

function compareIds(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((id, i) => id !== b[i])
  return at < 0 ? a.length - b.length : a[at] - (b[at] ?? -1)
}

/** Whether a member is the mean of several tokens. */
export function isAveraged({ members }: { readonly members: readonly Member[] }): boolean {
  return members.some(({ ids }) => ids.length > 1)
}

/** A token that several words of a set have as a piece. */
export interface RepeatedPiece {
  readonly id: number
  readonly token: string
  /** In how many members it is. */
  readonly members: number
}

/** The tokens that are pieces of more than one member, the commonest first. */
export function repeatedPieces({
  members,
}: {
  readonly members: readonly Member[]
}): readonly RepeatedPiece[] {
  const found = new Map<number, RepeatedPiece>()
  for (const { ids, pieces } of members)
    for (const id of new Set(ids)) {
      const token = pieces[ids.indexOf(id)]
      found.set(id, { id, token, members: 1 + (found.get(id)?.members ?? 0) })
    }
  return [...found.values()]
    .filter((piece) => piece.members > 1)
    .sort((a, b) => b.members - a.members || a.id - b.id)
}

/** The rows of each member, one group a member: what `centredSubmatrix` takes. */
export function rowGroupsOf(set: { readonly members: readonly Member[] }): RowGroup[] {
  return set.members.map((member) => member.ids)
}

/** An id, or several whose rows' mean is meant. */
export type RowGroup = number | readonly number[]
