import { extent, max } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import type { Analysis } from '../analysis/analysis.js'
import { type Matrix, rowOf } from '../math/matrix.js'
import { SCALE_LABELS, type Scale, scaleSpectrum } from '../spectrum/scale.js'
import { axes } from './axes.js'
import { legend } from './legend.js'
import { type MarkerShape, marker } from './markers.js'
import { decimals, subscript } from './numbers.js'
import { type Box, element, figure, linePath } from './svg.js'
import type { Theme } from './theme.js'

const CONTROL = 'random tokens'

/** Left, a singular vector of the set and of its control over the dimensions; right, both whole spectra. */
export function spectraFigure(analysis: Analysis, scale: Scale, theme: Theme): string {
  const { model, set, spectrum, control, controls, vector: k } = analysis
  const n = set.members.length
  const own = scaleSpectrum(spectrum.singularValues, scale)
  const others = scaleSpectrum(control.spectrum.singularValues, scale)
  const upper = { x: 78, y: 66, width: 470, height: 204 }
  const lower = { ...upper, y: 304 }
  const right = { x: 642, y: 66, width: 470, height: 442 }
  const v = `v${subscript(k)}`
  const spectra = [
    { label: set.label, values: own, shape: 'circle' as const, colour: theme.set },
    { label: CONTROL, values: others, shape: 'square' as const, colour: theme.control },
  ]
  return figure(
    {
      width: 1130,
      height: 566,
      theme,
      title: `Singular vectors and singular values: ${set.label} against random tokens`,
      subtitle:
        `${model.name} · ${n} × ${model.dim} submatrices, each centred by its own mean · ` +
        `control drawn ${controls.sampling} from ${controls.eligible.toLocaleString('en')} tokens, seed ${controls.seed}` +
        (n <= model.dim ? ' · hollow: zero by centring' : ''),
      description:
        `Left: right singular vector ${k} of ${set.label} and of ${n} ${CONTROL} over ${model.dim} embedding dimensions. ` +
        `Right: their spectra, ${SCALE_LABELS[scale]} by index. ${set.label} falls from ${decimals(own[0], 3)} ` +
        `to ${decimals(own.at(-1) ?? NaN, 3)}, ${CONTROL} from ${decimals(others[0], 3)} to ${decimals(others.at(-1) ?? NaN, 3)}.`,
    },
    vectorPanel(
      upper,
      spectrum.vt,
      k,
      { name: `${set.label} ${v}`, colour: theme.set, numbers: false },
      theme,
    ),
    vectorPanel(
      lower,
      control.spectrum.vt,
      k,
      { name: `${CONTROL} ${v}`, colour: theme.control, numbers: true },
      theme,
    ),
    spectrumPanel(right, spectra, n <= model.dim, SCALE_LABELS[scale], theme),
    legend(
      right.x + right.width - 12,
      right.y + 12,
      spectra.map(({ label, shape, colour }) => ({ label, shape, colour })),
      theme,
    ),
  )
}

function vectorPanel(
  box: Box,
  vt: Matrix<Float64Array>,
  k: number,
  { name, colour, numbers }: { name: string; colour: string; numbers: boolean },
  theme: Theme,
): string {
  const values = rowOf(vt, k - 1)
  const [low, high] = extent(values)
  const x = scaleLinear([0, values.length], [box.x, box.x + box.width])
  const y = scaleLinear([low ?? 0, high ?? 1], [box.y + box.height - 8, box.y + 8])
  const xs = Array.from(values, (_, i) => x(i))
  const ys = Array.from(values, (value) => y(value))
  return [
    axes(
      box,
      { scale: x, label: numbers ? 'embedding dimension' : '', numbers },
      { scale: y, label: name },
      theme,
    ),
    element('path', { d: linePath(xs, ys), fill: 'none', stroke: colour, 'stroke-width': 1.1 }),
  ].join('')
}

interface DrawnSpectrum {
  readonly label: string
  readonly values: Float64Array
  readonly shape: MarkerShape
  readonly colour: string
}

function spectrumPanel(
  box: Box,
  spectra: readonly DrawnSpectrum[],
  lastIsZero: boolean,
  label: string,
  theme: Theme,
): string {
  const count = Math.max(...spectra.map(({ values }) => values.length))
  const top = max(spectra, ({ values }) => values[0]) ?? 0
  const x = scaleLinear([0.5, count + 0.5], [box.x, box.x + box.width])
  const y = scaleLinear([0, top > 0 ? top * 1.04 : 1], [box.y + box.height - 8, box.y])
  const inner = x
    .ticks(Math.min(count, 7))
    .filter((t) => Number.isInteger(t) && t >= 2 && t <= count)
  return [
    axes(box, { scale: x, label: 'index', ticks: [1, ...inner] }, { scale: y, label }, theme),
    ...spectra.map(({ values, shape, colour }) => {
      const xs = Array.from(values, (_, i) => x(i + 1))
      const ys = Array.from(values, (value) => y(value))
      return [
        element('path', { d: linePath(xs, ys), fill: 'none', stroke: colour, 'stroke-width': 1.5 }),
        ...xs.map((cx, i) => {
          const hollow = lastIsZero && i === xs.length - 1
          return marker(shape, cx, ys[i], {
            fill: hollow ? theme.background : colour,
            stroke: colour,
          })
        }),
      ].join('')
    }),
  ].join('')
}
