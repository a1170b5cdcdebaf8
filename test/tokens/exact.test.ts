import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { NotFound, NotOneToken } from '../../src/errors.js'
import type { Model } from '../../src/model/model.js'
import { openModel } from '../../src/model/open-model.js'
import { exactTokenizer } from '../../src/model/tokenizers/exact.js'
import { vocabularyOf } from '../../src/model/vocabulary.js'
import { ordinaryIds, tokenClass } from '../../src/tokens/classes.js'
import { idsOf } from '../../src/tokens/member.js'
import { resolveToken, resolveTokenSet } from '../../src/tokens/token-set.js'
import { remove, writeTinyModel } from '../model/tiny-model.js'

const folder = writeTinyModel({ tokens: ['a', 'b', 'c'], rows: [[1], [2], [4]] })
rmSync(join(folder, 'tokenizer.json'))
after(() => {
  remove(folder)
})
const bare = await openModel(folder)
const list = listed(['king', 'queen', 'Monday', '▁cat', 'king', 'new york'])

/** The tiny model with a list of words beside it. */
function listed(tokens: readonly string[]): Model {
  const loaded = exactTokenizer(tokens, ['words.txt'], 'the file lists its tokens and no more')
  return { ...bare, tokenizer: loaded.tokenizer, vocabulary: vocabularyOf(tokens.length, loaded) }
}

suite('a table with a list of words and no tokenizer', () => {
  test('takes its words as they are listed, the first of those listed twice', () => {
    const set = resolveTokenSet(list, ['king', 'queen', 'new york', '▁cat'])
    assert.deepEqual([...idsOf(set)], [0, 1, 5, 3])
    assert.deepEqual([...idsOf(resolveTokenSet(list, 'id:4,id:2'))], [4, 2])
    assert.deepEqual([...idsOf(resolveTokenSet(list, '/^.?[kK]ing|Mon/'))], [0, 2, 4])
  })

  test('suggests near ones for a word that is not listed', () => {
    for (const [word, near] of [
      ['monday', /Monday/],
      ['quean', /queen/],
      ['cat', /▁cat/],
    ] as const)
      // prettier-ignore
      assert.throws(
        () => resolveToken(list, word),
        (error: NotOneToken) => error instanceof NotOneToken && near.test(error.next),
      )
  })
})

suite('a table without any tokens', () => {
  test('takes rows by id', () => {
    const set = resolveTokenSet(bare, 'id:0,id:2')
    assert.deepEqual(set.members.map((m) => m.token), ['#0', '#2']) // prettier-ignore
  })

  test('has ordinary rows to draw from, as nothing is known of them', () => {
    assert.deepEqual([...ordinaryIds(bare.vocabulary)], [0, 1, 2])
    assert.equal(tokenClass(bare.vocabulary, 3), 'padding')
  })

  test('says for words what is missing', () => {
    for (const spec of ['letters', 'a,b'])
      assert.throws(
        () => resolveTokenSet(bare, spec),
        (error: Error) =>
          error instanceof NotFound &&
          error.message.includes('tokenizer.json') &&
          error.message.includes('id:'),
      )
  })
})
