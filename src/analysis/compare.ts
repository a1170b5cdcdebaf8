import { textsOf, poleOverlap } from '../compare/pole-overlap.js'
import { leadingVectors, sharedDirections } from '../compare/shared-directions.js'
import { InvalidArgument } from '../errors.js'
import type { Matrix } from '../math/matrix.js'
import type { Model } from '../model/model.js'
import { type ProjectedToken } from '../projection/projection.js'
import { numericalRank } from '../spectrum/numerical-zero.js'
import type { Controls } from '../tokens/control.js'
import { idsOf } from '../tokens/member.js'
import type { TokenSetOptions } from '../tokens/token-set.js'
import type { Analysis } from './analysis.js'
import { analyze } from './analyze.js'
import type {
  ComparedDirections,
  ComparedPoles,
  ComparedSpectrum,
  Comparison,
} from './comparison.js'
import { comparisonTests } from './comparison-tests.js'
import { comparisonFindings } from './findings/comparison.js'
import { controlSubspaces } from './control-subspaces.js'
import type { AnalyzeOptions } from './options.js'

/** A set to compare: what `analyze` takes as `set`, with its own options if need be. */
export type ComparedSet = string | ({ readonly set: string | readonly string[] } & TokenSetOptions)

/** How sets and models are compared; beside these, what `analyze` takes. */
export interface CompareOptions extends Pick<
  AnalyzeOptions,
  'controls' | 'projection' | 'transform' | 'split' | 'variant' | 'signal'
> {
  /** How many leading directions of each set make its subspace; 3 by default, or all that a set has. */
  readonly directions?: number
}

/** One set in one model, with what the comparison needs of it. */
interface Entry {
  readonly model: number
  readonly set: number
  readonly analysis: Analysis
  readonly subspace: Matrix<Float64Array>
  readonly chance: readonly Matrix<Float64Array>[]
}

/**
 * Compares several sets in one model, one set in several, or several in several.
 *
 * @param models from `openModel`, at least one
 * @param sets at least one; two in all, sets times models
 * @throws {InvalidArgument} for fewer, and whatever `analyze` refuses
 */
export async function compare(
  models: readonly Model[],
  sets: readonly ComparedSet[],
  { directions = 3, ...options }: CompareOptions = {},
): Promise<Comparison> {
  requireSeveral(models, sets, directions, options.controls?.draws)
  const entries: Entry[] = []
  for (const [m, model] of models.entries())
    for (const [s, set] of sets.entries()) {
      const own = typeof set === 'string' ? { set } : set
      const analysis = await analyze(model, { ...options, ...own, vectors: [1], leading: 1 })
      // Beyond the rank of the set's own rows directions are rounding.
      const rank = numericalRank(analysis.spectrum.singularValues)
      const k = Math.min(directions, analysis.nullBand.tested, rank)
      entries.push({
        model: m,
        set: s,
        analysis,
        subspace: leadingVectors(analysis.spectrum.vt, k),
        chance: sets.length > 1 ? await controlSubspaces(model, analysis, k) : [],
      })
    }
  const spectra = entries.map((entry) => spectrumOf(entry, models.length > 1, sets.length > 1))
  const shared = await directionsOf(entries)
  const poles = polesOf(entries)
  const { transform } = entries[0].analysis
  const tests = comparisonTests(spectra, shared, transform)
  return {
    format: 'tokenprism-comparison',
    version: 1,
    transform,
    spectra,
    directions: shared,
    poles,
    tests,
    findings: comparisonFindings({ spectra, directions: shared, poles, tests }),
  }
}

function spectrumOf(
  { analysis }: Entry,
  severalModels: boolean,
  severalSets: boolean,
): ComparedSpectrum {
  const { model, set, spectrum, nullBand, summaries, poles, findings, manifest } = analysis
  const names = [...(severalSets ? [set.label] : []), ...(severalModels ? [model.name] : [])]
  return {
    name: names.join(' in '),
    model,
    set,
    singularValues: spectrum.singularValues,
    controls: withoutIds(analysis.controls),
    nullBand,
    summaries,
    poles,
    findings,
    manifest,
  }
}

function withoutIds(controls: Controls): ComparedSpectrum['controls'] {
  const { draws, size, pieces, seed, generator, sampling, eligible, notFinite } = controls
  const { pool, shared, match, balance } = controls
  return {
    draws,
    size,
    pieces,
    seed,
    generator,
    sampling,
    eligible,
    notFinite,
    ...(pool === undefined ? {} : { pool }),
    ...(shared === undefined ? {} : { shared }),
    match,
    balance,
  }
}

/** Every two sets of one model. */
async function directionsOf(entries: readonly Entry[]): Promise<ComparedDirections[]> {
  const out: ComparedDirections[] = []
  for (const [first, second] of pairsOf(entries, (a, b) => a.model === b.model)) {
    const [a, b] = [entries[first], entries[second]]
    const { model, set, transform } = a.analysis
    const ids = new Set(idsOf(set))
    out.push({
      first,
      second,
      directions: [a.subspace.rows, b.subspace.rows],
      sharedTokens: idsOf(b.analysis.set).filter((id) => ids.has(id)).length,
      ...(await sharedDirections(
        a.subspace,
        b.subspace,
        [a.chance, b.chance],
        model.dim - transform.remove,
      )),
    })
  }
  return out
}

/** Every two models of one set. */
function polesOf(entries: readonly Entry[]): ComparedPoles[] {
  const same = (a: Entry, b: Entry): boolean => a.set === b.set && a.model !== b.model
  return pairsOf(entries, same).flatMap(([first, second]) => {
    const [a, b] = [entries[first].analysis, entries[second].analysis]
    if (a.projection.vectors.length === 0 || b.projection.vectors.length === 0) return []
    const texts = textsOf(a.projection.tokens, b.projection.tokens)
    return [{ first, second, ...poleOverlap(poleTexts(a), poleTexts(b), texts) }]
  })
}

function poleTexts({ poles }: Analysis): { positive: string[]; negative: string[] } {
  const texts = (tokens: readonly ProjectedToken[]): string[] =>
    tokens.map(({ token }) => token).filter((token) => token !== undefined)
  return { positive: texts(poles.positive), negative: texts(poles.negative) }
}

function pairsOf(
  entries: readonly Entry[],
  wanted: (a: Entry, b: Entry) => boolean,
): (readonly [number, number])[] {
  return entries.flatMap((a, first) =>
    entries.flatMap((b, second) =>
      first < second && wanted(a, b) ? [[first, second] as const] : [],
    ),
  )
}

function requireSeveral(
  models: readonly Model[],
  sets: readonly ComparedSet[],
  directions: number,
  draws: number | undefined,
): void {
  if (draws === 1)
    throw new InvalidArgument({
      where: 'number of controls',
      expected:
        'at least 2: shared directions are tested by controls of one set against those of another',
      found: '1',
      next: 'Take 999, for p-values down to 0.001.',
    })
  if (models.length * sets.length < 2)
    throw new InvalidArgument({
      where: 'compare',
      expected: 'at least two sets, or one set and two models',
      found: `${models.length} ${models.length === 1 ? 'model' : 'models'} and ${sets.length} ${sets.length === 1 ? 'set' : 'sets'}`,
      next: 'Name another set or another model.',
    })
  if (Number.isInteger(directions) && directions >= 1) return
  throw new InvalidArgument({
    where: 'directions',
    expected: 'a whole number from 1',
    found: String(directions),
    next: 'Compare the first 3, for example.',
  })
}
