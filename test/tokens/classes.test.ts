import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { openModel } from '../../src/model/open-model.js'
import { vocabularyOf } from '../../src/model/vocabulary.js'
import { classCounts, classesOf, ordinaryIds, tokenClass } from '../../src/tokens/classes.js'

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

suite('classes beside a token’s own', () => {
  const tokens = ['<s>', '<table>', '<unused7>', 'Ġa', 'Ã', 'a', 'spare']
  const vocabulary = vocabularyOf(9, {
    entries: tokens.map((token, id) => [token, id] as const),
    spelling: 'byte-level',
    special: [0, 99],
    added: [0, 1, 2, 99],
    unused: [6],
  })

  test('added is not special, and a form is a class too', () => {
    assert.deepEqual(classesOf(vocabulary, 0), ['special', 'added'])
    assert.deepEqual(classesOf(vocabulary, 1), ['ordinary', 'added'])
    assert.deepEqual(classesOf(vocabulary, 2), ['unused', 'added'])
    assert.deepEqual(classesOf(vocabulary, 3), ['ordinary', 'space'])
    assert.deepEqual(classesOf(vocabulary, 4), ['byte'])
    assert.deepEqual(classesOf(vocabulary, 6), ['unused'])
    assert.deepEqual(classesOf(vocabulary, 8), ['padding'])
  })

  test('are counted each, ids beyond the matrix never', () => {
    assert.deepEqual(classCounts(vocabulary), {
      ordinary: 3, special: 1, unused: 2, byte: 1, padding: 2, added: 3, space: 1, continuation: 0,
    }) // prettier-ignore
  })

  test('ids to leave out leave the pool of draws', () => {
    assert.deepEqual([...ordinaryIds(vocabulary)], [1, 3, 5])
    assert.deepEqual([...ordinaryIds(vocabulary, { except: new Set([3]) })], [1, 5])
  })
})

test('tokens whose id has no row are left out, and counted', () => {
  const { tokens, ids, beyond, special } = vocabularyOf(2, {
    entries: [['a', 0], ['b', 1], ['<image>', 2]],
    special: [2],
  }) // prettier-ignore
  assert.deepEqual([tokens.length, ids.size, beyond, special.size], [2, 2, 1, 0])
})
