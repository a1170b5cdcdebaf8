import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { compare } from '../../src/analysis/compare.js'
import { InvalidArgument } from '../../src/errors.js'
import { comparisonFigures } from '../../src/figure/from-comparison.js'
import { renderFigure } from '../../src/figure/render.js'
import { openModel } from '../../src/model/open-model.js'

const model = await openModel()
const months = await analyze(model, { set: 'months', controls: { draws: 99 } })

/** The lines of theory in an SVG: name → height in px. */
function linesIn(svg: string): Map<string, number> {
  const [, group = ''] = /<g data-references="">(.*?)<\/g>/s.exec(svg) ?? []
  const heights = [...group.matchAll(/d="M[\d.]+,([\d.]+)H/g)].map(([, y]) => Number(y))
  const names = [...group.matchAll(/>([^<]+)<\/text>/g)].map(([, name]) => name)
  return new Map(names.map((name, i) => [name, heights[i]]))
}

/** Height in px of the marks of a spectrum, by index from 1. */
function marksIn(svg: string): Map<number, number> {
  const marks = svg.matchAll(/cy="([\d.]+)"[^>]*data-tip="[^"]*?index (\d+)/g)
  return new Map([...marks].map(([, y, index]) => [Number(index), Number(y)]))
}

suite('the lines of theory', () => {
  for (const name of ['spectrum', 'scree'] as const)
    for (const theme of ['light', 'dark'] as const) {
      const svg = renderFigure(name, months, { theme })
      test(`stand on the ${theme} ${name} figure, each with its name and a dash of its own`, () => {
        const names = [...linesIn(svg).keys()].sort()
        assert.deepEqual(names, [
          'Gavish–Donoho, median',
          'Gavish–Donoho, noise',
          'Marchenko–Pastur',
          'Tracy–Widom 95 %',
        ])
        const [, group = ''] = /<g data-references="">(.*?)<\/g>/s.exec(svg) ?? []
        const dashes = [...group.matchAll(/<path d="M[\d.]+,[\d.]+H[^>]*>/g)].map(
          ([path]) => /stroke-dasharray="([^"]+)"/.exec(path)?.[1] ?? 'solid',
        )
        assert.equal(new Set(dashes).size, 4)
      })
      test(`of the ${theme} ${name} figure are said to test nothing, where one reads and where one listens`, () => {
        assert.match(svg, />[^<]*thin lines: [^<]*they test nothing</)
        assert.match(svg, /<desc>[^<]*for orientation, which test nothing[^<]*Marchenko and Pastur/)
      })
    }

  test('stand at their heights among the values', () => {
    const { references, spectrum } = months
    const svg = renderFigure('spectrum', months)
    const [lines, marks] = [linesIn(svg), marksIn(svg)]
    // Both ends of a linear axis known, the height of anything follows.
    const [first, second] = spectrum.singularValues
    const [top, next] = [marks.get(1) ?? NaN, marks.get(2) ?? NaN]
    const at = (value: number): number => top + ((value - first) * (next - top)) / (second - first)
    const edge = lines.get('Marchenko–Pastur') ?? NaN
    assert.ok(Math.abs(edge - at(references.marchenkoPastur)) < 0.1, `${edge}`)
    const cut = lines.get('Gavish–Donoho, noise') ?? NaN
    assert.ok(Math.abs(cut - at(references.gavishDonoho.knownNoise)) < 0.1, `${cut}`)
  })

  test('of shares end at 1, which none exceeds: what lies above is named, and not drawn', async () => {
    const two = await analyze(model, { set: ['red', 'green'], controls: { draws: 99 } })
    for (const svg of [
      renderFigure('scree', two),
      renderFigure('spectrum', two, { scale: 'share' }),
    ]) {
      assert.equal(linesIn(svg).size, 0)
      assert.match(svg, /not drawn, as no share exceeds 1: Marchenko–Pastur, Tracy–Widom 95 %/)
      assert.match(
        svg,
        /<desc>[^<]*end at Marchenko and Pastur’s edge, a share above 1, which none has/,
      )
      const [, top] = /data-y-domain="\S+ ([\d.]+)"/.exec(svg) ?? []
      assert.ok(Number(top) < 1.1, top)
    }
    assert.equal(linesIn(renderFigure('spectrum', two)).size, 4)
  })

  test('are not drawn over several sets, each of which has lines of its own', async () => {
    const comparison = await compare([model], ['weekdays', 'digits'], { controls: { draws: 9 } })
    assert.ok(!comparisonFigures(comparison).spectra.includes('data-references'))
    for (const options of [{ theme: 'drak' }, { scale: 'log' }])
      assert.throws(() => comparisonFigures(comparison, options as object), InvalidArgument)
  })
})
