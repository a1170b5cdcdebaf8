import {
  type ComparedTest,
  type Comparison,
  type Summary,
  type SummaryName,
  describeTransform,
} from '../src/index.js'
import { matchedBy } from '../src/figure/notes.js'
import { groupedRange } from '../src/figure/numbers.js'
import { findingLines } from './finding-lines.js'
import { printable } from './printable.js'
import type { Style } from './style.js'
import { cells, wrap } from './wrap.js'

/** What a comparison found, for a person at a terminal. */
export function comparisonSummary(comparison: Comparison, { width, bold }: Style): string {
  const { spectra, directions, tests, transform, findings } = comparison
  const qOf = (about: readonly number[], kind: ComparedTest['kind']): string => {
    const q = tests.find((t) => t.about.join() === about.join() && t.kind === kind)?.q ?? NaN
    return Number.isNaN(q) ? '–' : short(q)
  }
  const able = tests.filter(({ q }) => !Number.isNaN(q)).length
  const rows = spectra.map(({ name, set, nullBand, summaries }, i) => [
    name,
    String(set.members.length),
    beside(summaries, 'totalVariance'),
    beside(summaries, 'participationRatio'),
    String(nullBand.share.horn),
    qOf([i], 'values'),
    qOf([i], 'shares'),
  ])
  const pairs = directions.map((pair) => [
    `${spectra[pair.first].name}, ${spectra[pair.second].name}`,
    `${short(pair.shared)} (${short(pair.chance.median)})`,
    short(pair.random),
    `${short(pair.angles[0])}°`,
    short(pair.p),
    qOf([pair.first, pair.second], 'directions'),
  ])
  const heading = (text: string): string => bold(printable(wrap(text, width, 0)))
  return (
    [
      heading(
        `${compared(comparison)} against ${groupedRange(spectra.map(({ controls }) => controls.draws))} controls each${chance(comparison)}, ${describeTransform(transform)}`,
      ),
      ...table(
        ['', 'n', 'variance', 'part. ratio', 'Horn', 'q values', 'q shares'],
        rows,
        width,
      ).map(printable),
      printable(
        wrap(
          `  In brackets the median of the controls; q is p adjusted for the ${able} tests that can reject${able < tests.length ? ', – stands for one that cannot' : ''}.`,
          width,
          2,
        ),
      ),
      ...(pairs.length === 0
        ? []
        : [
            '',
            heading(
              `Dimensions that the first ${groupedRange(directions.flatMap((pair) => pair.directions))} directions share`,
            ),
            ...table(['', 'shared', 'random', 'smallest', 'p', 'q'], pairs, width).map(printable),
          ]),
      '',
      heading('In words'),
      ...findingLines(findings, width).map(printable),
    ].join('\n') + '\n'
  )
}

/** `3 spectra`; of one set in several models, which set it is: then the rows name models. */
function compared({ spectra, directions }: Comparison): string {
  // Every two sets of a model are a pair.
  if (directions.length > 0) return `${spectra.length} spectra`
  return `${spectra[0].set.label} in ${spectra.length} models`
}

/** In what controls are like their set, from how many tokens they were sampled, and their seed. */
function chance({ spectra }: Comparison): string {
  const pools = spectra.flatMap(({ controls: { pool } }) => (pool === undefined ? [] : [pool]))
  const from = pools.length === 0 ? '' : ` from a sample of ${groupedRange(pools)} tokens`
  const [{ controls }] = spectra
  return `${from}${matchedBy(controls)}, seed ${controls.seed}`
}

function beside(summaries: readonly Summary[], name: SummaryName): string {
  const found = summaries.find((summary) => summary.name === name)
  return found ? `${short(found.value)} (${short(found.chance.median)})` : ''
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}

/**
 * Columns as wide as their widest cell, the first to the left and the others to the right. In a window that is too narrow
 * for them, each row in lines of its own, with the names of its cells.
 */
function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const widths = header.map((_, i) => Math.max(...[header, ...rows].map((row) => cells(row[i]))))
  if (widths.reduce((total, each) => total + each + 2, 0) > width)
    return rows.flatMap(([name, ...values]) => [
      wrap(`  ${name}`, width, 2),
      wrap(`    ${values.map((value, i) => `${header[i + 1]} ${value}`).join(', ')}`, width, 4),
    ])
  return [header, ...rows].map((row) => {
    const padded = row.map((text, i) => {
      const space = ' '.repeat(widths[i] - cells(text))
      return i === 0 ? text + space : space + text
    })
    return `  ${padded.join('  ')}`.trimEnd()
  })
}
