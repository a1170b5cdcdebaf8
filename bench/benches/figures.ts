import {
  type Matrix,
  THEMES,
  TOKEN_KINDS,
  correlationFigure,
  polesFigure,
  projectionFigure,
  rowCorrelations,
  spectrumFigure,
  vectorsFigure,
} from '../../src/index.js'
import type { Case } from '../harness/case.js'
import { noise } from '../harness/inputs.js'

const transform = { centre: 'set', normalise: 'none', remove: 0, whiten: false } as const
const theme = THEMES.light

/** One figure at one size, by itself: there is no peer that draws the same. */
function figure(name: string, shape: string, draw: () => string): Case {
  return {
    bench: `F-${name}`,
    shape,
    threads: 1,
    rivals: [],
    prepare: async () => ({ inputs: {}, run: async () => draw() }),
  }
}

/** Whole vocabularies: the figures whose cost grows with them. */
const vocabularies = [30_522, 128_256, 256_000].flatMap((size) => {
  const points = noise(2, size, 1)
  const [xs, ys] = [0, 1].map((row) =>
    Float64Array.from(points.data.subarray(row * size, (row + 1) * size)),
  )
  const token = (id: number) => ({ id, token: `t${id}`, label: `t${id}`, projection: ys[id] })
  const ids = Array.from({ length: 26 }, (_, i) => i * 997)
  const data = {
    subject: { model: 'made up', set: 'a set', n: 26, dim: 768, transform },
    k: 1,
    values: ys,
    tokens: [],
    members: ids.map(token),
    positive: ids.slice(0, 20).map((id) => token(id + 1)),
    negative: ids.slice(0, 20).map((id) => token(id + 2)),
  }
  const classes = { names: TOKEN_KINDS, of: Uint8Array.from(xs, (_, id) => id % 5) }
  return [
    figure('projection', `${size}`, () => projectionFigure(data, theme)),
    figure('projection-classes', `${size}`, () => projectionFigure({ ...data, classes }, theme)),
    figure('vectors', `${size}`, () =>
      vectorsFigure(
        {
          ...data,
          ks: [1, 2],
          shares: [0.1, 0.05],
          members: ids.map((id) => ({ id, label: `t${id}`, x: xs[id], y: ys[id] })),
          vocabulary: { xs, ys },
        },
        theme,
      ),
    ),
    figure('poles', `${size}`, () => polesFigure(data, theme)),
  ]
})

/** Sets: the figures whose cost grows with their members. */
const sets = [7, 26, 200].flatMap((n) => {
  const subject = { model: 'made up', set: 'a set', n, dim: 768, transform }
  const matrix: Matrix = rowCorrelations(noise(n, 768, 2))
  const labels = Array.from({ length: n }, (_, i) => `t${i}`)
  const values = Float64Array.from({ length: n }, (_, i) => 1 / (i + 1))
  const look = { subject, matrix, labels }
  return [
    figure('spectrum', `${n}`, () =>
      spectrumFigure(
        {
          of: 'a set',
          notes: [],
          series: [{ label: 'a set', values, zeroLast: true }],
          band: { label: '5–95 %', lower: values, median: values, upper: values },
          scaleLabel: 'singular value',
          log: false,
        },
        theme,
      ),
    ),
    figure('correlation', `${n}x${n}`, () =>
      correlationFigure({ ...look, name: 'correlation', absolute: true, clustered: false }, theme),
    ),
    figure('clusters', `${n}x${n}`, () =>
      correlationFigure({ ...look, name: 'clusters', absolute: false, clustered: true }, theme),
    ),
  ]
})

/** Figures as SVG strings: vocabularies of three sizes, and sets up to the largest that a heat map names. */
export const figures: readonly Case[] = [...vocabularies, ...sets]
