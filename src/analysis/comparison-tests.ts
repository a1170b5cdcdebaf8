import { benjaminiHochberg } from '../compare/benjamini-hochberg.js'
import type { Summary, SummaryName } from '../spectrum/summaries.js'
import type { Transform } from '../submatrix/transform.js'
import type { ComparedDirections, ComparedSpectrum, ComparedTest } from './comparison.js'
import { LEVEL } from '../spectrum/level.js'

/** A test before all are adjusted together. */
type Unadjusted = Omit<ComparedTest, 'q'>

/**
 * All tests of a comparison, adjusted together for the false discovery rate. One that could not reject whatever the sets were
 * (`least` above the level) is not among those that are counted: it would only make the others harder to find.
 */
export function comparisonTests(
  spectra: readonly ComparedSpectrum[],
  directions: readonly ComparedDirections[],
  transform: Transform,
): readonly ComparedTest[] {
  const tests = [
    ...spectra.flatMap(testsOfSpectrum),
    ...directions.map((pair) => testOfDirections(spectra, pair, transform)),
  ]
  const counted = tests.filter(({ least }) => least <= LEVEL)
  const q = benjaminiHochberg(counted.map(({ p }) => p))
  return tests.map((test) => ({ ...test, q: q[counted.indexOf(test)] ?? NaN }))
}

function testsOfSpectrum(spectrum: ComparedSpectrum, i: number): Unadjusted[] {
  const { name, nullBand, summaries, controls } = spectrum
  const [variance, ratio] = [
    summaryOf(summaries, 'totalVariance'),
    summaryOf(summaries, 'participationRatio'),
  ]
  const one = 1 / (controls.draws + 1)
  // Draws without a shape count against the set; a single direction holds all variance in every draw.
  const shape = nullBand.tested > 1 ? (1 + controls.draws - ratio.chance.draws) * one : 1
  const test = (
    kind: ComparedTest['kind'],
    what: string,
    p: number,
    least: number,
  ): Unadjusted => ({
    kind,
    name: `${name}: ${what}`,
    about: [i],
    p,
    least: Math.min(1, least),
  })
  return [
    test('values', 'a singular value is larger', Math.min(...nullBand.raw.adjusted), one),
    test('shares', 'a share of variance is larger', Math.min(...nullBand.share.adjusted), shape),
    test('totalVariance', 'total variance differs', variance.p, 2 * one),
    // As in what is said of each set by itself: adjusted for all measures of shape.
    test('participationRatio', 'participation ratio differs', ratio.adjusted, 2 * shape),
  ]
}

function testOfDirections(
  spectra: readonly ComparedSpectrum[],
  { first, second, directions, p, draws }: ComparedDirections,
  { remove }: Transform,
): Unadjusted {
  // A subspace that is the whole space shares everything with any other.
  const free = Math.max(...directions) < spectra[first].model.dim - remove
  return {
    kind: 'directions',
    name: `${spectra[first].name} and ${spectra[second].name} share directions`,
    about: [first, second],
    p,
    least: free ? 1 / (draws + 1) : 1,
  }
}

function summaryOf(summaries: readonly Summary[], name: SummaryName): Summary {
  const found = summaries.find((summary) => summary.name === name)
  if (!found) throw new TypeError(`no summary ${name}`)
  return found
}
