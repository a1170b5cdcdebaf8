import { FEWEST } from '../spectrum/level.js'
import type { Analysis } from '../analysis/analysis.js'
import { pairNote } from '../analysis/choose-pair.js'
import type { FigureName, MemberOrder } from '../figure/registry.js'
import { vectorsOf } from '../figure/projections-of.js'
import { MOST_VECTOR_ROWS, pixelsOf } from '../figure/heat-cells.js'
import { MOST_NAMED } from '../figure/projection-labels.js'
import { storedNote } from '../figure/notes.js'
import { decimals, grouped } from '../figure/numbers.js'

/** Of the lines of theory, wherever they are drawn. */
const LINES =
  'The thin lines say where independent noise would end (Marchenko and Pastur), what it would exceed once in twenty (Tracy and Widom), ' +
  'and above what Gavish and Donoho would keep a value. Embeddings are no independent noise: random tokens exceed some of these lines, too, and ' +
  'what tests is the band.'

/** What each figure shows and how it is read, in a sentence or two. */
export const CAPTIONS: Readonly<
  Record<FigureName, (analysis: Analysis, order?: MemberOrder) => string>
> = {
  pair: (analysis) => {
    const [a, b] = analysis.pair.tokens
    const [note, stored] = [pairNote(analysis), storedNote(analysis.transform)]
    return (
      `The embedding of “${a.word}” against that of “${b.word}”, one point a dimension, each minus its own mean. ` +
      'Points along the diagonal are dimensions in which both agree; a point far out is a dimension that is large for both.' +
      [note, stored].map((text) => (text === undefined ? '' : ` ${capitalised(text)}.`)).join('')
    )
  },
  spectra: ({ set, vector }) =>
    `Left, singular vector ${vector} of ${set.label} and of the first random set over the embedding dimensions: spikes are dimensions that carry ` +
    'most of the direction. Right, both spectra.',
  spectrum: ({ set, controls }) =>
    controls.draws < FEWEST
      ? `The singular values of ${set.label} and of the first random set: so few draws have no band. ${LINES}`
      : `The singular values of ${set.label} and what ${grouped(controls.draws)} random sets of the same size show. Of many ` +
        `indices one in ten leaves the band by chance alone: the findings above tell which are beyond chance together. ${LINES}`,
  projection: ({ model, vector, set, manifest }) =>
    `Each of the ${grouped(model.vocabSize)} tokens at its projection on singular vector ${vector} of ${set.label}, by token id` +
    (manifest.options.members === 'held-out'
      ? '; members on the vector found without them, where there is one. How far '
      : '. How far ') +
    'members lie apart from the cloud is counted in the table of vectors.' +
    (set.members.length > MOST_NAMED
      ? ' Of so many members those are named that lie outermost and have room.'
      : ''),
  poles: ({ vector }) =>
    `The tokens at both ends of singular vector ${vector}, members left out: what the direction runs from and to.`,
  vectors: (analysis) =>
    `The members on two singular vectors, ${vectorsOf(analysis).heldOut ? 'each on those found without it' : 'which are fitted to themselves'}. ` +
    'Neighbours are tokens whose embeddings agree in what these two directions hold.',
  correlation: (analysis, order = 'given') =>
    `|r| between the members’ centred embeddings, ${inOrder(analysis, order)}${cellsNote(analysis)}${centringNote(analysis)}`,
  'correlation-signed': (analysis, order = 'clustered') =>
    `r between the members’ centred embeddings, ${inOrder(analysis, order)}${cellsNote(analysis)}${centringNote(analysis)}`,
  scree: ({ set }) =>
    `Shares of variance by index. Horn’s rule counts the leading values of ${set.label} above the 95th percentile ` +
    `of the random sets. ${LINES}`,
  stability: () =>
    'How far each singular vector turns when it is found from other members: some left out at a time, and in random halves. Near 0° it ' +
    'hardly depends on who is in the set; near 90° it is another direction each time.',
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

function inOrder(analysis: Analysis, order: MemberOrder): string {
  if (order === 'given' || analysis.set.members.length < 3) return 'in the order of the set.'
  return isNamed(analysis)
    ? 'ordered so that neighbours are alike: blocks along the diagonal are groups.'
    : 'in the order of the set: there are too many to cluster.'
}

/** Whether heat maps have room for the names and values of so many members. */
function isNamed({ set }: Analysis): boolean {
  return set.members.length <= MOST_VECTOR_ROWS
}

/** What taking off the set's own mean does to r. */
function centringNote({ set, transform }: Analysis): string {
  if (transform.centre !== 'set') return ''
  const n = set.members.length
  if (n === 2)
    return ' Of two tokens r is always −1: less their mean, each is the other’s opposite.'
  return ` Centring alone makes r negative on average, near ${decimals(-1 / (n - 1), 3)}.`
}

/** Of heat maps whose values the page does not hold. */
function cellsNote(analysis: Analysis): string {
  const n = analysis.set.members.length
  return isNamed(analysis)
    ? ''
    : ' Cells name their two members here; their values are in analysis.json.' +
        (pixelsOf(n, true) < n
          ? ' A pixel is the mean of several cells here; the figure’s own files have each.'
          : '')
}
