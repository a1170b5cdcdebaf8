import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { fitText, textWidth, wrapText } from '../../src/figure/text-width.js'

/** A glyph's advance in ems, read from the font itself: ASCII follows glyph 3, the space, in DejaVu. */
function advance(font: DataView, code: number): number {
  const table = (name: string) => {
    for (let at = 12; ; at += 16)
      if ([0, 1, 2, 3].every((i) => font.getUint8(at + i) === name.charCodeAt(i)))
        return font.getUint32(at + 8)
  }
  const glyph = code - 0x20 + 3
  return font.getUint16(table('hmtx') + 4 * glyph) / font.getUint16(table('head') + 18)
}

suite('textWidth', () => {
  const bytes = readFileSync(
    fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
  )
  const font = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

  test('is DejaVu Sans’ own for every ASCII character, to a hundredth of an em', () => {
    for (let code = 0x20; code <= 0x7e; code++) {
      const width = textWidth(String.fromCharCode(code), 1)
      assert.ok(Math.abs(width - advance(font, code)) <= 0.0051, String.fromCharCode(code))
    }
  })

  test('counts wide scripts as wide, and marks that combine not at all', () => {
    assert.equal(textWidth('語', 10), 10)
    assert.equal(textWidth('e\u0301', 10), textWidth('e', 10))
  })
})

test('marks of scripts that DejaVu lacks take room', () => {
  assert.ok(textWidth('\u0939\u093f', 10) > 1.9 * textWidth('\u0939', 10))
})

suite('fitText and wrapText', () => {
  test('leave what fits, and cut the rest to the width', () => {
    assert.equal(fitText('abc', 100, 12), 'abc')
    const cut = fitText('entertainment and more', 60, 12)
    assert.ok(cut.endsWith('…') && textWidth(cut, 12) <= 60)
  })

  test('break at spaces, cut words that are too long, and end after the last line allowed', () => {
    const lines = wrapText('a title of several words that does not fit', 100, 12, { lines: 2 })
    assert.equal(lines.length, 2)
    assert.ok(lines[1].endsWith('…'))
    for (const line of lines) assert.ok(textWidth(line, 12) <= 100)
    for (const line of wrapText('x'.repeat(100), 50, 12)) assert.ok(textWidth(line, 12) <= 50)
  })
})
