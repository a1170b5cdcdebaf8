import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type AnglesSeries, anglesFigure } from '../../src/figure/angles.js'
import { THEMES } from '../../src/figure/theme.js'

const band = { label: '99 pairs', lower: [40, 60], median: [50, 70], upper: [60, 80] }
const draw = (...series: AnglesSeries[]): string =>
  anglesFigure({ between: ['a', 'b'], notes: [], series }, THEMES.light)

/** The height of the angle 0 to 90 in px, by the frame of the panel: 10 px above 90°, 6 below 0°. */
function heightOf(svg: string, angle: number): number {
  const [, top] = /<rect x="\S+" y="(\S+)"[^>]*data-panel="angles"/.exec(svg) ?? []
  return Number(top) + 10 + ((90 - angle) / 90) * (380 - 16)
}

suite('the angles figure', () => {
  test('draws the band of a single comparison as an area, names it in the legend, and counts in words', () => {
    const svg = draw({ label: 'a, b', degrees: [30, 85], band })
    assert.equal(svg.match(/data-band="99 pairs"/g)?.length, 1)
    assert.match(svg, />99 pairs</)
    assert.match(
      svg,
      /a, b: from 30\.0° to 85\.0°; the smallest by chance 50\.0°, 40\.0° to 60\.0°\. Of 2, 1 lie below the band of chance \(99 pairs\) and 1 above it/,
    )
  })

  test('draws a bar for each angle of several, each where its own chance lies', () => {
    const own = { ...band, lower: [10, 20], median: [15, 25], upper: [30, 45] }
    const svg = draw(
      { label: 'a, b', degrees: [30, 85], band },
      { label: 'a, c', degrees: [30, 85], band: own },
    )
    const bars = [...svg.matchAll(/data-band="99 pairs">(.*?)<\/g>/g)].map(([, marks]) =>
      [...marks.matchAll(/y="(\S+)" width="\S+" height="(\S+)"/g)].map(([, y, height]) => [
        Number(y),
        Number(height),
      ]),
    )
    for (const [s, { lower, upper }] of [band, own].entries())
      for (const [i, [y, height]] of bars[s].entries()) {
        assert.ok(Math.abs(y - heightOf(svg, upper[i])) < 0.02, `${y}`)
        assert.ok(Math.abs(y + height - heightOf(svg, lower[i])) < 0.02, `${y + height}`)
      }
    assert.deepEqual(
      bars.map((marks) => marks.length),
      [2, 2],
    )
    assert.equal(svg.match(/>99 pairs</g)?.length, 1)
  })

  test('draws more comparisons than there are shapes, which then come again hollow', () => {
    const six = Array.from({ length: 6 }, (_, i) => ({
      label: `a, ${i}`,
      degrees: [30 + i, 60 + i],
    }))
    const groups = [...draw(...six).matchAll(/data-series="[^"]*">(.*?)<\/g>/g)].map(
      ([, marks]) => marks,
    )
    const looks = groups.map((marks) =>
      [
        /stroke-dasharray="[^"]*"/.exec(marks)?.[0],
        marks.includes('<circle'),
        new RegExp(`fill="${THEMES.light.background}"`).test(marks),
      ].join(),
    )
    assert.equal(new Set(looks).size, 6)
    assert.ok(looks[5].endsWith('true,true') && looks[0].endsWith('true,false'))
  })

  test('draws no chance where none is given', () => {
    assert.doesNotMatch(draw({ label: 'a, b', degrees: [30, 85] }), /data-band|chance/)
  })
})
