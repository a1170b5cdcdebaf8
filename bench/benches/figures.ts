import {
  type Analysis,
  FIGURE_NAMES,
  Projection,
  THEMES,
  analyze,
  anglesFigure,
  openModel,
  renderFigure,
  renderReport,
  spectrumFigure,
  vocabularyFigure,
  vocabularySpectrum,
} from '../../src/index.js'
import type { Case } from '../harness/case.js'
import { noise } from '../harness/inputs.js'

/** One drawing by itself: there is no peer that draws the same. */
function drawing(name: string, shape: string, prepare: () => Promise<() => unknown>): Case {
  return {
    bench: `F-${name}`,
    shape,
    threads: 1,
    rivals: [],
    prepare: async () => {
      const draw = await prepare()
      return { inputs: {}, run: async () => draw() }
    },
  }
}

/** Analyses of the embedded model by their sets and vectors: each is made once, when it is first needed. */
const analyses = new Map<string, Promise<Analysis>>()

function analysisOf(set: string, vectors: readonly number[] = [1]): Promise<Analysis> {
  const name = [set, ...vectors].join()
  const known = analyses.get(name)
  if (known) return known
  const words = set === 'letters' ? set : Array.from({ length: Number(set) }, word)
  const made = openModel().then((model) => analyze(model, { set: words, vectors }))
  analyses.set(name, made)
  return made
}

/** Members of sets by size alone: whatever tokens come after the letters. */
function word(_: unknown, i: number): string {
  return `id:${2000 + i}`
}

/** The letters' analysis with a vocabulary of another size: its tokens and projections, over and over. */
async function withVocabulary(size: number, on: readonly number[] = [1]): Promise<Analysis> {
  const analysis = await analysisOf('letters', on)
  const { vectors, values, tokens, memberIds } = analysis.projection
  const many = { rows: values.rows, cols: size, data: new Float64Array(values.rows * size) }
  for (let row = 0; row < values.rows; row++)
    for (let id = 0; id < size; id++)
      many.data[row * size + id] = values.data[row * values.cols + (id % values.cols)]
  const projection = new Projection({
    vectors,
    values: many,
    tokens: Array.from({ length: size }, (_, id) => tokens[id % tokens.length]),
    memberIds,
  })
  return { ...analysis, projection }
}

/** Every figure of an analysis and of a vocabulary, and the report, at the sizes of vocabularies that there are. */
const vocabularies = [30_522, 128_256, 256_000].flatMap((size) => [
  ...FIGURE_NAMES.map((name) =>
    drawing(name, `${size}`, async () => {
      const analysis = await withVocabulary(size)
      return () => renderFigure(name, analysis)
    }),
  ),
  drawing('projection-classes', `${size}`, async () => {
    const analysis = await withVocabulary(size)
    return () => renderFigure('projection', analysis, { classes: true })
  }),
  drawing('vectors-vocabulary', `${size}`, async () => {
    const analysis = await withVocabulary(size, [1, 2])
    return () => renderFigure('vectors', analysis)
  }),
  drawing('vocabulary-spectrum', `${size}`, async () => {
    const found = await vocabularySpectrum(await openModel())
    const spectrum = { ...found, model: { ...found.model, vocabSize: size } }
    return () => vocabularyFigure(spectrum)
  }),
  drawing('report', `${size}`, async () => {
    const analysis = await withVocabulary(size)
    return () => renderReport(analysis)
  }),
])

/** Figures whose cost grows with the members of a set. */
const sets = ['7', '100', '200'].flatMap((n) =>
  (['spectra', 'correlation', 'correlation-signed', 'stability'] as const).map((name) =>
    drawing(name, `${n} members`, async () => {
      const analysis = await analysisOf(n)
      return () => renderFigure(name, analysis)
    }),
  ),
)

/** Figures of comparisons, which know no vocabulary. */
const comparisons = [
  drawing('angles', '24', async () => {
    const degrees = noise(1, 24, 3).data.map((x) => Math.min(90, 45 + 10 * x))
    const data = {
      between: ['a', 'b'] as const,
      notes: [],
      series: [{ label: 'a and b', degrees }],
    }
    return () => anglesFigure(data, THEMES.light)
  }),
  drawing('spectrum-of-five', '26', async () => {
    const values = Float64Array.from({ length: 26 }, (_, i) => 1 / (i + 1))
    const series = ['a', 'b', 'c', 'd', 'e'].map((label) => ({ label, values, zeroLast: true }))
    const data = { of: 'five sets', notes: [], series, scaleLabel: 'singular value', log: false }
    return () => spectrumFigure(data, THEMES.light)
  }),
]

/** Figures as SVG strings, and reports. */
export const figures: readonly Case[] = [...vocabularies, ...sets, ...comparisons]
