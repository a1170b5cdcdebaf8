import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { Io, Malformed } from '../../src/errors.js'
import { fontFile } from '../../src/report/fonts/font-file.js'
import { loadFonts } from '../../src/report/fonts/load-fonts.js'
import { missingGlyphs } from '../../src/report/fonts/missing-glyphs.js'
import { newFolder } from '../cli/run.js'
import { collectionOf } from './collection.js'

/** A font of nothing but a character map: format 4, with one range by delta and one by an array of glyphs. */
function tinyFont(change: (view: DataView) => void = () => undefined): Uint8Array {
  const bytes = new Uint8Array(12 + 16 + 4 + 8 + 16 + 3 * 8 + 4)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, 0x00010000)
  view.setUint16(4, 1)
  for (const [i, c] of [...'cmap'].entries()) view.setUint8(12 + i, c.charCodeAt(0))
  view.setUint32(20, 28)
  view.setUint32(24, bytes.length - 28)
  view.setUint16(30, 1)
  view.setUint16(32, 3)
  view.setUint16(34, 1)
  view.setUint32(36, 12)
  const at = 40
  view.setUint16(at, 4)
  view.setUint16(at + 6, 6)
  const [ends, starts, deltas, offsets] = [at + 14, at + 22, at + 28, at + 34]
  ;[0x43, 0x62, 0xffff].forEach((end, i) => {
    view.setUint16(ends + 2 * i, end)
  })
  ;[0x41, 0x61, 0xffff].forEach((first, i) => {
    view.setUint16(starts + 2 * i, first)
  })
  view.setUint16(deltas, 1)
  // From the second range's own offset on: the array stands behind the three offsets.
  view.setUint16(offsets + 2, 4)
  view.setUint16(offsets + 6, 0)
  view.setUint16(offsets + 8, 9)
  change(view)
  return bytes
}

suite('fontFile', () => {
  test('reads ranges by delta, and by an array of glyphs in which 0 is none', () => {
    const { coverage } = fontFile('tiny.ttf', tinyFont())
    const has = [0x40, 0x41, 0x43, 0x44, 0x61, 0x62, 0x63].map((code) => coverage.has(code))
    assert.deepEqual(has, [false, true, true, false, false, true, false])
  })

  test('refuses what is no font, and never reads beyond its end', () => {
    for (const bytes of [
      new Uint8Array(0),
      new TextEncoder().encode('wOF2 and so on, a packed font'),
      tinyFont((view) => {
        view.setUint32(20, 0xfffffff0)
      }),
      tinyFont((view) => {
        view.setUint16(40, 6)
      }),
      tinyFont((view) => {
        view.setUint16(46, 0xfffe)
      }),
      ...Array.from({ length: 60 }, (_, length) => tinyFont().slice(0, length)),
    ])
      assert.throws(() => fontFile('bad.ttf', bytes), Malformed)
  })
})

suite('a collection of fonts', async () => {
  const [regular, bold] = await loadFonts()

  test('is read as its first font, which stands by itself', () => {
    const { bytes, coverage } = fontFile('two.ttc', collectionOf(tinyFont(), bold.bytes))
    assert.deepEqual(
      [0x41, 0x44].map((code) => coverage.has(code)),
      [true, false],
    )
    assert.deepEqual(Buffer.from(bytes), Buffer.from(tinyFont()))
    const whole = fontFile('dejavu.ttc', collectionOf(regular.bytes, bold.bytes))
    assert.ok(whole.bytes.length <= regular.bytes.length + 3)
    assert.ok(whole.coverage.has(0x5d0))
  })

  test('is refused where its tables lie outside it, or are more than it holds', () => {
    const good = collectionOf(tinyFont())
    const hostile = (change: (view: DataView) => void): Uint8Array => {
      const bytes = good.slice()
      change(new DataView(bytes.buffer))
      return bytes
    }
    for (const bytes of [
      hostile((view) => {
        view.setUint32(12, 0xfffffff0)
      }),
      hostile((view) => {
        view.setUint32(16 + 12 + 8, 0xfffffff0)
      }),
      hostile((view) => {
        view.setUint32(16 + 12 + 12, 0xfffffff0)
      }),
      hostile((view) => {
        view.setUint16(16 + 4, 0xffff)
      }),
      // Two tables that are the whole file each.
      hostile((view) => {
        view.setUint16(16 + 4, 2)
        for (const record of [28, 44]) {
          view.setUint32(record + 8, 0)
          view.setUint32(record + 12, good.length)
        }
      }),
      ...Array.from({ length: 40 }, (_, length) => good.slice(0, length)),
    ])
      // prettier-ignore
      assert.throws(() => fontFile('bad.ttc', bytes), Malformed)
  })
})

suite('loadFonts', async () => {
  const [regular, bold] = await loadFonts()

  test('knows what DejaVu has and lacks', () => {
    for (const character of 'aé語ज़')
      assert.equal(regular.coverage.has(character.codePointAt(0) ?? 0), 'aé'.includes(character))
    assert.ok(bold.coverage.has(0x1d7d8))
  })

  test('says which file cannot be read', async () => {
    await assert.rejects(loadFonts(['nowhere.ttf']), Io)
    const file = join(newFolder(), 'not-a-font.ttf')
    writeFileSync(file, '<svg/>')
    await assert.rejects(loadFonts([file]), Malformed)
  })

  test('missingGlyphs names scripts, with examples, and what no font draws anyway not at all', () => {
    const svg = '<svg><title>ß語</title><text x="1">a語ก\u200d語中</text><text>&#60;é</text></svg>'
    assert.deepEqual(missingGlyphs([svg], [regular]), [
      { script: 'Han', count: 2, examples: ['語', '中'] },
      { script: 'Thai', count: 1, examples: ['ก'] },
    ])
    assert.deepEqual(missingGlyphs(['<text>हि</text>'], [regular])[0].examples, ['ह', '◌ि'])
    assert.deepEqual(missingGlyphs(['<text>aé</text>'], [regular]), [])
  })
})
