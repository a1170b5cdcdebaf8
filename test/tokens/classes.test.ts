import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { openModel } from '../../src/model/open-model.js'
import { vocabularyOf } from '../../src/model/vocabulary.js'
import { ordinaryIds, tokenClass } from '../../src/tokens/classes.js'

suite('tokenClass', () => {
  const names = {
    ordinary: ['a', '##ing', '<', '[', 'unused', '[unusable1]', '<0x>', '<0xGG>'],
    special: ['<s>', '[CLS]', '<|endoftext|>'],
    unused: ['[unused0]', '[unused993]', '<unused6241>', '<|reserved_special_token_3|>'],
    byte: ['<0x0A>', '<0xff>'],
  } as const
  const entries = Object.values(names)
    .flat()
    .map((token, id) => [token, id] as const)
  const special = entries.filter(([token]) =>
    [...names.special, '<|reserved_special_token_3|>'].includes(token),
  )
  const vocabulary = vocabularyOf(entries.length + 2, {
    entries,
    special: special.map(([, id]) => id),
  })

  for (const [name, tokens] of Object.entries(names))
    for (const token of tokens)
      test(`${token} is ${name}`, () => {
        const id = vocabulary.tokens.indexOf(token)
        assert.equal(tokenClass(vocabulary, id), name)
      })

  test('rows without a token are padding', () => {
    assert.equal(tokenClass(vocabulary, entries.length), 'padding')
  })
})

test('BERT’s vocabulary has 994 unused rows and 5 special ones', async () => {
  const { vocabulary } = await openModel()
  const classes = vocabulary.tokens.map((_, id) => tokenClass(vocabulary, id))
  assert.equal(classes.filter((c) => c === 'unused').length, 994)
  assert.equal(classes.filter((c) => c === 'special').length, 5)
  assert.equal(ordinaryIds(vocabulary).length, 30_522 - 994 - 5)
})
