import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { renderAsync } from '@resvg/resvg-js'
import { type DecodedPng, decode } from 'fast-png'
import { analyze } from '../../src/analysis/analyze.js'
import { renderFigures } from '../../src/figure/render.js'
import { openModel } from '../../src/model/open-model.js'
import { renderPng } from '../../src/report/png.js'

/** Pixels within a box that differ from the background in the corner. */
function ink({ width, data, channels }: DecodedPng, [x0, y0, x1, y1]: readonly number[]): number {
  let count = 0
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++) {
      const at = (y * width + x) * channels
      if ([0, 1, 2].some((c) => Math.abs(data[at + c] - data[c]) > 40)) count++
    }
  return count
}

/** The texts of a PNG by their keywords. */
function textsOf(png: Uint8Array): Map<string, string> {
  const bytes = Buffer.from(png)
  const texts = new Map<string, string>()
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString('latin1', at + 4, at + 8) !== 'iTXt') continue
    const body = bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at))
    const keyword = body.toString('latin1', 0, body.indexOf(0))
    const head = Buffer.from(`${keyword}\0\0\0en\0\0`)
    assert.ok(body.subarray(0, head.length).equals(head))
    texts.set(keyword, body.toString('utf8', head.length))
  }
  return texts
}

suite('renderPng', async () => {
  const analysis = await analyze(await openModel())
  for (const theme of ['light', 'dark'] as const)
    for (const [name, svg] of Object.entries(renderFigures(analysis, { theme })))
      test(`${name}, ${theme}: of twice its size, with text and marks`, async () => {
        const png = await renderPng(svg)
        const image = decode(png)
        const [, width, height] = /width="(\d+)" height="([\d.]+)"/.exec(svg) ?? []
        assert.deepEqual(
          [image.width, image.height],
          [2 * Number(width), 2 * Math.ceil(Number(height))],
        )
        // Without a font no title would be drawn at all.
        assert.ok(ink(image, [0, 0, image.width, 66]) > 2000, 'title')
        const unescaped = (tag: string) =>
          (new RegExp(`<${tag}>([^<]*)<`).exec(svg)?.[1] ?? '').replace(/&#(\d+);/g, (_, code) =>
            String.fromCodePoint(Number(code)),
          )
        const texts = textsOf(png)
        assert.equal(texts.get('Title'), unescaped('title'))
        assert.equal(texts.get('Description'), unescaped('desc'))
        assert.ok(ink(image, [160, 140, image.width - 60, image.height - 120]) > 9000, 'marks')
      })
})

test('renderPng gives the renderer’s own pixels, see-through ones included, and says its resolution', async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">' +
    '<rect width="9" height="10" fill="#3366cc"/><circle cx="12" cy="5" r="5" fill="#c63" opacity="0.3"/></svg>'
  const ours = decode(await renderPng(svg, { dpi: 300 }))
  const theirs = decode(
    (await renderAsync(svg, { fitTo: { mode: 'zoom', value: 300 / 96 } })).asPng(),
  )
  assert.deepEqual([ours.width, ours.height], [theirs.width, theirs.height])
  assert.ok(theirs.data.some((value, i) => i % 4 === 3 && value > 0 && value < 255))
  assert.ok(ours.data.every((value, i) => Math.abs(value - theirs.data[i]) <= 1))
  assert.deepEqual(ours.resolution, { x: 11811, y: 11811, unit: 1 })
})

test('a text ends where it should, whatever of it no font has', async () => {
  const ends: number[] = []
  for (const label of ['abc', '\u0939\u093f\u0928\u094d\u0926\u0940', '\u0e17\u0e35\u0e48'])
    for (const weight of ['normal', 'bold']) {
      const svg =
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><rect width="200" height="40" fill="#ffffff"/>' +
        `<text x="150" y="30" font-size="20" font-weight="${weight}" text-anchor="end">${label}</text></svg>`
      const image = decode(await renderPng(svg, { dpi: 96 }))
      const columns = Array.from({ length: 200 }, (_, x) => ink(image, [x, 0, x + 1, 40]) > 0)
      ends.push(columns.lastIndexOf(true))
    }
  for (const end of ends) assert.ok(end > 144 && end < 151, ends.join())
})
