import assert from 'node:assert/strict'
import { test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { projectionLabels } from '../../src/figure/projection-labels.js'
import { renderFigure } from '../../src/figure/render.js'
import { textWidth } from '../../src/figure/text-width.js'
import { openModel } from '../../src/model/open-model.js'

const box = { x: 0, y: 0, width: 900, height: 430 }

test('of many members the outermost that have room are named, none by a long line or where the cloud is dense', () => {
  const members = Array.from({ length: 200 }, (_, i) => ({
    x: 10 + 4 * i,
    y: 215 + 200 * Math.sin(7 * i) ** 3,
    text: `m${i}`,
  }))
  const dense = (area: { y: number; height: number }): boolean =>
    area.y < 300 && area.y + area.height > 130
  const { members: named } = projectionLabels(box, { poles: [], members }, dense)
  assert.ok(named.length > 10 && named.length <= 40, `${named.length}`)
  for (const { x, y, leader, base } of named) {
    assert.ok(base > 300 || base < 140)
    if (leader) assert.ok(Math.hypot(leader[0] - x, leader[1] - y) <= 25)
  }
})

test('the figures say how many of many members they name, to whoever sees or hears', async () => {
  const set = Array.from({ length: 160 }, (_, i) => `id:${2000 + 7 * i}`)
  const analysis = await analyze(await openModel(), { set, controls: { draws: 9 }, leading: 2 })
  for (const name of ['projection', 'vectors'] as const) {
    const svg = renderFigure(name, analysis)
    const [, some] = />[^<]*?(\d+) of 160 named/.exec(svg) ?? []
    assert.ok(Number(some) > 0, name)
    assert.match(
      svg,
      new RegExp(`<desc>[^<]* Names have room beside ${some} of 160 (?:members|of them)`),
    )
  }
  const few = await analyze(await openModel(), { set: 'months', controls: { draws: 9 } })
  assert.doesNotMatch(
    renderFigure('vectors', few) + renderFigure('projection', few),
    /named<|Names have/,
  )
})

test('names as many tokens of both ends as have room, and says how many', async () => {
  const analysis = await analyze(await openModel(), { set: 'countries', controls: { draws: 9 } })
  const svg = renderFigure('projection', analysis)
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text)
  const { positive, negative } = analysis.poles
  const ends = [...positive.slice(0, 10), ...negative.slice(0, 10)]
  const named = ends.filter(({ token = '' }) => texts.includes(token)).length
  assert.ok(named >= 18 && named < 20, String(named))
  assert.ok(texts.includes(`ends (${named} of 20 named)`))
  assert.match(svg, new RegExp(`<desc>[^<]* beside ${named} of 20 tokens at both ends`))
})

test('a legend has room for a set’s label as it is shown, with what is invisible written out', async () => {
  const label = '\u202e'.repeat(3)
  const analysis = await analyze(await openModel(), {
    set: 'digits',
    label,
    controls: { draws: 9 },
  })
  const svg = renderFigure('projection', analysis)
  const [, legend = ''] = /<g data-legend="">(.*?)<\/g>/.exec(svg) ?? []
  const texts = [...legend.matchAll(/<text x="([\d.]+)"[^>]*>([^<]*)</g)]
  const [start, next] = texts.slice(1).map(([, x]) => Number(x))
  assert.ok(next - start > textWidth('\\u{202e}'.repeat(3), 12), String(next - start))
})
