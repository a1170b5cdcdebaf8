import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type Segment, crosses, polyline } from '../../src/figure/geometry.js'
import { legendPlace } from '../../src/figure/legend.js'
import { screeFigure } from '../../src/figure/scree.js'
import { THEMES } from '../../src/figure/theme.js'
import { analyze, openModel, renderFigure } from '../../src/index.js'
import { PLAIN } from '../../src/submatrix/transform.js'

const panel = { x: 0, y: 0, width: 500, height: 400 }
const entries = [{ label: 'letters', colour: '#000000', line: 'solid' }]

suite('a legend', () => {
  test('stands in the upper right corner where nothing is there', () => {
    const { x, y, width } = legendPlace(panel, entries, { points: [] })
    assert.deepEqual([x + width, y], [488, 12])
  })

  test('keeps off a line between two points, too', () => {
    const segments: Segment[] = [[0, 20, 500, 20]]
    const { x, y, width, height } = legendPlace(panel, entries, { points: [], segments })
    assert.deepEqual([x + width, y + height], [488, 388])
  })

  test('finds the one place that is left', () => {
    // Lines from edge to edge, but for a gap in the middle.
    const segments = Array.from({ length: 40 }, (_, i): Segment => [0, 10 * i, 500, 10 * i]).filter(
      ([, y]) => y < 170 || y > 260,
    )
    const box = legendPlace(panel, entries, { points: [], segments })
    assert.ok(segments.every((segment) => !crosses(segment, box)))
  })

  test('covers the least where there is no place', () => {
    const segments = Array.from({ length: 100 }, (_, i): Segment => [0, 4 * i, 500, 4 * i]).filter(
      ([, y]) => y < 300 || y % 8 === 0,
    )
    assert.ok(legendPlace(panel, entries, { points: [], segments }).y > 290)
  })
})

suite('the legend of a figure covers no line of it', async () => {
  const model = await openModel()
  const { muted, set, control } = THEMES.light
  for (const words of ['letters', 'weekdays', 'months', 'red,green,blue']) {
    const analysis = await analyze(model, {
      set: words,
      controls: { draws: 39 },
      projection: false,
    })
    const figures = {
      spectra: renderFigure('spectra', analysis),
      spectrum: renderFigure('spectrum', analysis),
      'spectrum of shares': renderFigure('spectrum', analysis, { scale: 'share' }),
      'spectrum on a logarithmic axis': renderFigure('spectrum', analysis, { log: true }),
      scree: renderFigure('scree', analysis),
    }
    for (const [name, svg] of Object.entries(figures))
      test(`${name} of ${words}`, () => {
        const [marks, legend] = svg.split('<g data-legend="">')
        const [x, y, width, height] = [
          ...(/<rect x="(\S+)" y="(\S+)" width="(\S+)" height="(\S+)"/.exec(legend) ?? []),
        ]
          .slice(1)
          .map(Number)
        const lines = [
          ...marks.matchAll(/<path d="([^"]+)" fill="none" stroke(?:-width="1.5"|="([^"]+)")/g),
        ]
          .filter(([, , stroke = set]) => [muted, set, control].includes(stroke))
          .flatMap(([, d]) => pieces(d))
        assert.ok(lines.length > 4)
        for (const line of lines) assert.ok(!crosses(line, { x, y, width, height }), line.join())
      })
  }
})

suite('the legend of a scree plot', () => {
  const data = {
    subject: { model: 'm', set: 'red, green, blue, … (5 words)', n: 5, dim: 384, transform: PLAIN },
    values: [0.5, 0.3, 0.15, 0.05],
    threshold: [0.4, 0.3, 0.2, 0.1],
    thresholdLabel: '95th percentile of 99 draws',
    scaleLabel: 'share of variance',
  }
  const legendOf = (count: number): string =>
    screeFigure({ ...data, count }, THEMES.light).split('<g data-legend="">')[1]

  test('keeps the words that tell its marks apart, whatever the set is called', () => {
    assert.match(legendOf(1), /…, counted by Horn’s rule<.*…, not counted</)
  })

  test('has no mark that no value carries', () => {
    assert.doesNotMatch(legendOf(0), /counted by/)
    assert.doesNotMatch(legendOf(4), /not counted/)
  })
})

/** The pieces of a path of M, L and H. */
function pieces(d: string): readonly Segment[] {
  return d.split('M').flatMap((part) => {
    const points: { x: number; y: number }[] = []
    for (const [, command, x, y] of part.matchAll(/(^|L|H)([-\d.]+)(?:,([-\d.]+))?/g))
      points.push({ x: Number(x), y: command === 'H' ? points[0].y : Number(y) })
    return polyline(points)
  })
}
