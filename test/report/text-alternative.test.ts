import assert from 'node:assert/strict'
import { test } from 'node:test'
import { textAlternative } from '../../src/report/text-alternative.js'

const svgOf = (title: string, description: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg"><title>${title}</title><desc>${description}</desc></svg>`

test('a figure’s text alternative is unescaped, and holds nothing that is invisible or that steers', () => {
  assert.deepEqual(textAlternative(svgOf('r &#60; 0 &#38; “é”', 'a&#10;b&#0;c\u202ed')), {
    title: 'r < 0 & “é”',
    description: 'a\\u{a}b\\u{0}c\\u{202e}d',
  })
})

test('long texts are cut between characters, and say so', () => {
  const { title, description } = textAlternative(svgOf('😀'.repeat(500), 'x'.repeat(9000)))
  assert.equal(title, `${'😀'.repeat(199)}…`)
  assert.equal(description, `${'x'.repeat(1999)}…`)
})

test('an SVG without them has none', () => {
  assert.deepEqual(textAlternative('<svg><rect/></svg>'), { title: '', description: '' })
})
