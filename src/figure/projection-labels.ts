import { placeInColumns } from './label-columns.js'
import { type Label, type PlacedLabel, areaOf, leaderOf, placeLabels } from './labels.js'
import type { Box } from './svg.js'

/** Of the labels' text, in px. */
export const LABEL_SIZE = 11

/** How many members are named at most; of more, only those with room right beside them. */
export const MOST_NAMED = 40

/** How far off a member of many its name may stand, in px: longer lines would cover what they lead through. */
const REACH = 25

/** The names on a projection of the vocabulary. */
export interface ProjectionLabels {
  readonly poles: readonly PlacedLabel[]
  readonly members: readonly PlacedLabel[]
}

/**
 * Names the poles, which choose first: they are what the figure is read for, and fewer. Then the members; of many the outermost
 * that have room, as lines into the middle of a crowd lead nowhere.
 *
 * @param crowded whether a box lies where no text could be read
 */
export function projectionLabels(
  box: Box,
  { poles, members }: { readonly poles: readonly Label[]; readonly members: readonly Label[] },
  crowded: (area: Box) => boolean,
): ProjectionLabels {
  const marks = [...members, ...poles]
  const named = placeInColumns(box, poles, LABEL_SIZE, { marks, crowded })
  const around = {
    marks,
    crowded,
    obstacles: named.map((label) => areaOf(label, LABEL_SIZE)),
    segments: named.flatMap(leaderOf),
  }
  if (members.length <= MOST_NAMED)
    return { poles: named, members: placeInColumns(box, members, LABEL_SIZE, around) }
  const tried = fromBothEnds(members).slice(0, 4 * MOST_NAMED)
  const placed = placeLabels(box, tried, LABEL_SIZE, { ...around, reach: REACH })
  return { poles: named, members: placed.slice(0, MOST_NAMED) }
}

/** The highest, the lowest, the second highest, and so on. */
function fromBothEnds(labels: readonly Label[]): readonly Label[] {
  const sorted = labels.toSorted((a, b) => a.y - b.y)
  return sorted.map((_, i) => sorted[i % 2 === 0 ? i / 2 : sorted.length - (i + 1) / 2])
}
