import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { isByte, spell, textOf } from '../../src/tokens/spelling.js'

suite('textOf', () => {
  for (const [spelling, token, text] of [
    ['byte-level', 'Ġthe', ' the'],
    ['byte-level', 'Ã©', 'é'],
    ['byte-level', 'Ċ', '\n'],
    ['byte-level', 'Ã', '<0xC3>'],
    ['byte-level', 'aÃ©âĢ', 'aé<0xE2><0x80>'],
    ['byte-level', 'âĢĻ', '’'],
    ['byte-level', '<|endoftext|>', '<|endoftext|>'],
    ['byte-level', '日本 added', '日本 added'],
    ['sentencepiece', '▁the', ' the'],
    ['sentencepiece', '<0x0A>', '\n'],
    ['sentencepiece', '<0xC3>', '<0xC3>'],
    ['wordpiece', '##ing', '##ing'],
    ['wordpiece', 'Ġ', 'Ġ'],
    ['end-of-word', 'cat</w>', 'cat'],
    ['end-of-word', '</w>', '</w>'],
    ['plain', '▁the', '▁the'],
  ] as const)
    test(`of ${token} in a ${spelling} vocabulary is ${JSON.stringify(text)}`, () => {
      assert.equal(textOf(token, spelling), text)
    })
})

test('spell is what textOf reads', () => {
  for (const spelling of ['byte-level', 'sentencepiece'] as const)
    for (const word of ['the', 'é', '日本', '🧿', 'New York'])
      for (const [form, text] of [
        ['bare', word],
        ['space', ` ${word}`],
      ] as const)
        // prettier-ignore
        assert.equal(textOf(spell(word, form, spelling) ?? '', spelling), text)
  assert.equal(spell('ing', 'continuation', 'wordpiece'), '##ing')
  assert.equal(spell('the', 'space', 'wordpiece'), undefined)
  assert.equal(spell('the', 'continuation', 'byte-level'), undefined)
  assert.equal(spell('cat', 'bare', 'end-of-word'), 'cat</w>')
})

test('isByte knows bytes that are no characters, in either spelling', () => {
  assert.deepEqual(
    ['Ã', 'ÿ', 'a', 'Ċ', 'Ã©'].map((token) => isByte(token, 'byte-level')),
    [true, true, false, false, false],
  )
  assert.ok(isByte('<0x0A>', 'sentencepiece') && !isByte('<0xGG>', 'sentencepiece'))
  assert.ok(!isByte('Ã', 'wordpiece'))
})
