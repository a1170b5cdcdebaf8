import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labelLayer } from '../../src/figure/label-layer.js'
import { textWidth } from '../../src/figure/text-width.js'
import { THEMES } from '../../src/figure/theme.js'

/** The attributes of the one text that is drawn. */
function drawn(label: Parameters<typeof labelLayer>[0][number]): string {
  const [, attributes = ''] =
    /<text ([^>]*)>/.exec(labelLayer([label], 10, '#000000', THEMES.light)) ?? []
  return attributes
}

test('a label whose width is a guess is held at the side of its mark', () => {
  const text = '日本'
  const width = textWidth(text, 10)
  assert.equal(drawn({ text, x: 100, y: 50, left: 106, base: 54 }), 'x="106" y="54"')
  assert.equal(
    drawn({ text, x: 100, y: 50, left: 94 - width, base: 54 }),
    'x="94" text-anchor="end" y="54"',
  )
  assert.equal(
    drawn({ text, x: 100, y: 50, left: 100 - width / 2, base: 40 }),
    'x="100" text-anchor="middle" y="40"',
  )
  // At the end of a line that leads to it.
  assert.equal(
    drawn({ text, x: 100, y: 50, left: 60 - width, base: 20, leader: [60, 16] }),
    'x="60" text-anchor="end" y="20"',
  )
})

test('a label whose width is known begins where it was placed', () => {
  assert.equal(drawn({ text: 'abc', x: 100, y: 50, left: 75, base: 54 }), 'x="75" y="54"')
})
