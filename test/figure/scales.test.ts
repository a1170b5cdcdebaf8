import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { renderFigures } from '../../src/figure/render.js'
import { textWidth } from '../../src/figure/text-width.js'
import { openModel } from '../../src/model/open-model.js'
import { npyBytes } from '../../src/report/npy.js'
import { remove } from '../model/tiny-model.js'

const folder = mkdtempSync(join(tmpdir(), 'tokenprism-scales-'))
after(() => {
  remove(folder)
})

const [ROWS, COLS] = [300, 12]
const SCALES = [1e-6, 1e-4, 0.0025, 1, 1e3, 1e6]
const SET = Array.from({ length: 10 }, (_, i) => `id:${7 * i + 1}`)

/** The analysis of a matrix whose numbers lie between −1 and 1, times some factor. */
async function analyzeAt(factor: number) {
  const path = join(folder, `${factor}.npy`)
  const values = Float64Array.from({ length: ROWS * COLS }, (_, i) => factor * Math.sin(i * i))
  writeFileSync(path, npyBytes(values, [ROWS, COLS]))
  return analyze(await openModel(path), { set: SET, vectors: [1, 2], controls: { draws: 99 } })
}

interface Span {
  readonly content: string
  readonly low: number
  readonly high: number
}

/** Every text of a figure with where it begins and ends, from left to right, in px. */
function spansAcross(svg: string): Span[] {
  return [...svg.matchAll(/<\/?g[^>]*>|<text([^>]*)>([^<]+)<\/text>/g)].reduce<{
    anchor: string
    out: Span[]
  }>(
    ({ anchor, out }, [tag, attributes = '', content]) => {
      if (content === undefined)
        return { anchor: /text-anchor="(\w+)"[^>]*(?<!\/)>$/.exec(tag)?.[1] ?? 'start', out }
      const number = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1]
      const size = Number(number('font-size') ?? 12)
      const x = Number(number('x'))
      const turned = attributes.includes('rotate(')
      const width = turned ? size : textWidth(content.replace(/&#\d+;/g, '"'), size)
      const own = turned ? 'end' : (number('text-anchor') ?? anchor)
      const low = x - { start: 0, middle: width / 2, end: width }[own as 'start']
      return { anchor, out: [...out, { content, low, high: low + width }] }
    },
    { anchor: 'start', out: [] },
  ).out
}

suite('figures of a model at any scale', async () => {
  const analyses = await Promise.all(SCALES.map(analyzeAt))
  const drawn = analyses.map((analysis) => renderFigures(analysis))

  SCALES.forEach((scale, i) => {
    for (const [name, svg] of Object.entries(drawn[i]))
      test(`×${scale}: no text of ${name} leaves the picture`, () => {
        const width = Number(/ width="(\d+)"/.exec(svg)?.[1])
        for (const { content, low, high } of spansAcross(svg))
          assert.ok(low >= 0 && high <= width, `${content}: ${low} to ${high} of ${width}`)
      })

    test(`×${scale}: poles tell numbers apart, within their frames`, () => {
      const { poles = '' } = drawn[i]
      const { positive, negative } = analyses[i].poles
      const numbers = [...positive, ...negative].map(({ projection }) => projection)
      const texts = polesOf(poles)
      assert.equal(texts.length, numbers.length)
      const step = Math.max(...numbers.map(Math.abs)) / 200
      numbers.forEach((a, p) => {
        numbers.forEach((b, q) => {
          if (Math.abs(a - b) > step) assert.notEqual(texts[p], texts[q], `${a} and ${b}`)
        })
      })
      const frames = [...poles.matchAll(/<rect x="([\d.]+)"[^>]* width="([\d.]+)"[^>]*data-panel/g)]
      const right = frames.map(([, x, width]) => Number(x) + Number(width))
      assert.equal(right.length, 2)
      const spans = spansAcross(poles).filter(({ content }) => texts.includes(content))
      for (const { content, low, high } of spans) {
        const edge = low < right[0] ? right[0] : right[1]
        assert.ok(high <= edge, `${content} ends at ${high}, behind ${edge}`)
      }
    })
  })
})

/** The numbers behind bars. */
function polesOf(svg: string): string[] {
  return [...svg.matchAll(/font-size="11"[^>]*paint-order="stroke">([^<]*)</g)].map(([, n]) => n)
}
