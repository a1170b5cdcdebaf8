import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { InvalidArgument, NotOneToken } from '../../src/errors.js'
import { openModel } from '../../src/model/open-model.js'
import { idsOf, rowGroupsOf } from '../../src/tokens/member.js'
import { defaultSplitRule, resolveToken, resolveTokenSet } from '../../src/tokens/token-set.js'
import { remove, writeTinyModel } from '../model/tiny-model.js'
import { expected } from '../oracle/oracle.js'

const model = await openModel()

suite('resolveTokenSet', () => {
  for (const name of Object.keys(expected.sets))
    test(`the preset ${name} has the ids that Python’s tokenizers gives`, () => {
      const set = resolveTokenSet(model, name)
      assert.equal(set.label, name)
      assert.deepEqual([...idsOf(set)], expected.sets[name].ids)
      assert.deepEqual(set.repeated, [])
    })

  test('words with commas, and an array of words, are the same set', () => {
    const [a, b] = [
      resolveTokenSet(model, 'red, green,blue'),
      resolveTokenSet(model, ['red', 'green', 'blue']),
    ]
    assert.deepEqual(a, b)
    assert.equal(a.label, 'red, green, blue')
    assert.deepEqual(a.members[1], {
      word: 'green',
      id: 2665,
      token: 'green',
      ids: [2665],
      pieces: ['green'],
      variant: 'bare',
    })
  })

  test('the word asked for and the token it became are both kept', () => {
    assert.deepEqual(resolveTokenSet(model, 'Monday,Friday').members[0].token, 'monday')
    assert.deepEqual(resolveTokenSet(model, 'Monday,Friday').members[0].word, 'Monday')
  })

  test('repeated tokens are kept once and named', () => {
    const set = resolveTokenSet(model, 'red,blue,Red,red')
    assert.deepEqual(
      set.members.map((m) => m.word),
      ['red', 'blue'],
    )
    assert.deepEqual(set.repeated, [
      { word: 'Red', sameAs: 'red' },
      { word: 'red', sameAs: 'red' },
    ])
  })

  test('a word that splits is an error that names its pieces', () => {
    assert.throws(
      () => resolveTokenSet(model, 'red,tokenprism'),
      (error: NotOneToken) => {
        assert.ok(error instanceof NotOneToken)
        assert.match(error.message, /"tokenprism".*token ##pr ##ism/)
        return true
      },
    )
  })

  test('a word that is unknown, special or nothing is an error, never its substitute', () => {
    for (const word of ['[CLS]', '\u{1f9ff}', ' '])
      assert.throws(() => resolveTokenSet(model, ['red', word, 'blue']), NotOneToken, word)
  })

  test('split: first takes the first piece and says so', () => {
    const set = resolveTokenSet(model, 'red,tokenprism', { split: 'first' })
    assert.equal(set.members[1].token, 'token')
    assert.deepEqual(set.split, [{ word: 'tokenprism', pieces: ['token', '##pr', '##ism'] }])
  })

  test('split: skip leaves the word out and says what it became', () => {
    const set = resolveTokenSet(model, 'red,tokenprism,blue', { split: 'skip' })
    assert.deepEqual(
      set.members.map((m) => m.token),
      ['red', 'blue'],
    )
    assert.deepEqual(set.split, [{ word: 'tokenprism', pieces: ['token', '##pr', '##ism'] }])
    assert.throws(
      () => resolveTokenSet(model, 'red,tokenprism', { split: 'skip' }),
      InvalidArgument,
    )
  })

  test('split: mean keeps all pieces of the word, and none of them counts as a word', () => {
    const set = resolveTokenSet(model, 'red,tokenprism,blue', { split: 'mean' })
    const [token, pr, ism] = ['token', '##pr', '##ism'].map(
      (t) => model.vocabulary.ids.get(t) ?? -1,
    )
    assert.equal(set.members.length, 3)
    assert.deepEqual(set.members[1], {
      word: 'tokenprism',
      id: token,
      token: 'token+##pr+##ism',
      ids: [token, pr, ism],
      pieces: ['token', '##pr', '##ism'],
      variant: 'bare',
    })
    assert.deepEqual(rowGroupsOf(set)[1], [token, pr, ism])
    assert.deepEqual([...idsOf(set)], [2417, token, pr, ism, 2630])
    assert.throws(
      () => resolveTokenSet(model, 'red,\u{1f9ff},blue', { split: 'mean' }),
      NotOneToken,
    )
  })

  test('several words that are not one token are named in one error', () => {
    assert.throws(
      () => resolveTokenSet(model, 'red,tokenprism,\u{1f9ff},blue'),
      (error: NotOneToken) => {
        assert.match(error.message, /2 of 4 words .*token ##pr ##ism.*the special token \[UNK\]/)
        return error instanceof NotOneToken && !error.message.includes('--')
      },
    )
  })

  test('a preset leaves words that split out, unless something else is asked for', () => {
    const { members, split } = resolveTokenSet(model, 'integers-999')
    assert.equal(members.length + split.length, 1000)
    assert.ok(split.length > 100)
    assert.throws(() => resolveTokenSet(model, 'integers-999', { split: 'error' }), NotOneToken)
    assert.deepEqual([defaultSplitRule('letters'), defaultSplitRule(['a', 'b'])], ['skip', 'error'])
  })

  test('rows are named one by one or from first to last', () => {
    const set = resolveTokenSet(model, 'id:1037-1040,id:2000')
    assert.deepEqual([...idsOf(set)], [1037, 1038, 1039, 1040, 2000])
    for (const bad of ['id:5-4,red', 'id:30000-30522,red'])
      assert.throws(() => resolveTokenSet(model, bad), InvalidArgument)
  })

  test('one word that is a token is too few, not an unknown name', () => {
    assert.throws(() => resolveTokenSet(model, 'monday'), /one token only, monday/)
  })

  test('a pattern takes the ordinary tokens that it matches, markers included', () => {
    const set = resolveTokenSet(model, '/^un.*able$/')
    assert.equal(set.label, '/^un.*able$/')
    assert.equal(set.members.length, 12)
    for (const bad of ['/(/', '/x/zz', '/./'])
      assert.throws(() => resolveTokenSet(model, bad), InvalidArgument, bad)
    assert.throws(() => resolveTokenSet(model, '/unused[0-9]/'), InvalidArgument)
  })

  test('id: names a row, of whatever class', () => {
    const set = resolveTokenSet(model, ['id:101', 'id:1', 'red'])
    assert.deepEqual(
      set.members.map((m) => m.token),
      ['[CLS]', '[unused0]', 'red'],
    )
    assert.throws(() => resolveTokenSet(model, ['id:30522', 'red']), InvalidArgument)
  })

  test('a label names a list', () => {
    assert.equal(resolveTokenSet(model, ['red', 'blue'], { label: 'mine' }).label, 'mine')
  })

  test('an unknown name is an error that suggests a near one', () => {
    assert.throws(
      () => resolveTokenSet(model, 'leters'),
      (error: InvalidArgument) =>
        error instanceof InvalidArgument && error.next.includes('letters'),
    )
    assert.throws(() => resolveTokenSet(model, 'something else'), InvalidArgument)
  })

  for (const spec of ['', ',', 'red,', 'red,red', []])
    test(`${JSON.stringify(spec)} has fewer than two tokens and is refused`, () => {
      assert.throws(() => resolveTokenSet(model, spec), InvalidArgument)
    })
})

test('resolveToken gives the one token of a word', () => {
  const { word, ids, pieces } = resolveToken(model, '1')
  assert.deepEqual([word, ids, pieces], ['1', [1015], ['1']])
  assert.throws(() => resolveToken(model, 'red blue'), NotOneToken)
})

test('of a matrix with fewer rows than the tokenizer has tokens, a set that is left out whole is told so', async (t) => {
  const folder = writeTinyModel({ tokens: ['x', 'y', ...'abcdefghij'], rows: [[1], [2]] })
  t.after(() => {
    remove(folder)
  })
  const short = await openModel(folder)
  assert.throws(
    () => resolveTokenSet(short, ['a', 'b'], { split: 'skip' }),
    (error: InvalidArgument) => error.found.includes('a is a, beyond the 2 rows of this matrix'),
  )
})
