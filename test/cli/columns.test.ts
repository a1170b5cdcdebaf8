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

test('cells that are too wide are folded at spaces and after +, with nothing lost', () => {
  const row = ['Wednesday', '␣W ed n es day', '345+263+988+1001', 'mean of its pieces']
  const lines = columns(['word', 'token', 'id', 'remark'], [row], 40)
  assert.ok(lines.every((line) => terminalWidth(line) <= 40))
  assert.ok(lines.length > 2)
  const column = (i: number): string =>
    lines
      .slice(1)
      .map((line) => line.slice(starts[i], starts[i + 1]).trim())
      .join(' ')
      .trim()
  const starts = ['word', 'token', 'id', 'remark'].map((name) => lines[0].indexOf(name))
  assert.equal(column(1), row[1])
  assert.equal(column(2).replaceAll(' ', ''), row[2])
  assert.equal(column(3), row[3])
})

test('in windows too narrow for columns each cell is named, with nothing lost', () => {
  const row = ['Wednesday', '␣W ed n es day', '345+263+988+1001', '', 'mean of its pieces']
  const lines = columns(['word', 'token', 'id', 'form', 'remark'], [row], 20)
  assert.ok(lines.every((line) => terminalWidth(line) <= 20))
  const text = lines.map((line) => line.trim()).join(' ')
  assert.equal(
    text,
    'Wednesday token: ␣W ed n es day id: 345+263+988+1001 remark: mean of its pieces',
  )
})
