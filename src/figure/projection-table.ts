import { csvTable } from './csv-table.js'
import type { MemberKey } from './member-key.js'
import { POLE, type ProjectionFigureData } from './projection.js'

/** What the table of a projection holds besides. */
export interface ProjectionTable extends ProjectionFigureData {
  /** Of the members: beside the labels, which may be shortened. */
  readonly keys: readonly MemberKey[]
}

/**
 * All that is drawn; header `id,token,projection`, with classes `class`, where members are drawn on the vector found without them
 * `held_out`: theirs; and `mark`: `member`, `positive end` or `negative end`, empty for a point of the cloud. Averaged words are no
 * rows of the vocabulary and come last, with the ids of all their pieces.
 */
export function projectionDataCsv(data: ProjectionTable): string {
  const { values, tokens, classes, members, keys, heldOut = false } = data
  const rows = members.filter(({ averaged = false }) => !averaged)
  const own = new Map(rows.map(({ id, projection }) => [id, projection]))
  const marks = new Map<number, string>([
    ...data.positive.slice(0, POLE).map(({ id }) => [id, 'positive end'] as const),
    ...data.negative.slice(0, POLE).map(({ id }) => [id, 'negative end'] as const),
    ...rows.map(({ id }) => [id, 'member'] as const),
  ])
  const averaged = members.flatMap((member, i) =>
    member.averaged ? [{ ...member, ...keys[i] }] : [],
  )
  return csvTable(
    [
      'id',
      'token',
      'projection',
      ...(classes ? ['class'] : []),
      ...(heldOut ? ['held_out'] : []),
      'mark',
    ],
    [
      ...Array.from(values, (value, id) => [
        id,
        tokens[id],
        value,
        ...(classes ? [classes.names[classes.of[id]]] : []),
        ...(heldOut ? [own.get(id)] : []),
        marks.get(id),
      ]),
      ...averaged.map(({ ids, token, projection }) => [
        ids,
        token,
        heldOut ? undefined : projection,
        ...(classes ? [undefined] : []),
        ...(heldOut ? [projection] : []),
        'member',
      ]),
    ],
  )
}
