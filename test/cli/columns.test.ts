import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columns, terminalWidth } from '../../cli/columns.js'

test('terminalWidth counts what a terminal shows: wide letters twice, marks not at all', () => {
  for (const [text, width] of [
    ['abc', 3],
    ['日本', 4],
    ['e\u0301', 1],
    ['👍', 2],
    ['', 0],
  ] as const)
    // prettier-ignore
    assert.equal(terminalWidth(text), width, text)
})

test('columns line up, numbers to the right, and never pass the width', () => {
  assert.deepEqual(columns(['a', 'id'], [['日本', '7'], ['x', '1,024']], 80), [
    '  a        id',
    '  日本      7',
    '  x     1,024',
  ]) // prettier-ignore
  const wide = columns(['one', 'two'], [['w'.repeat(90), 'v'.repeat(30)]], 40)
  assert.ok(wide.every((line) => terminalWidth(line) <= 40))
  assert.match(wide[1], /w…  v+…$/)
})
