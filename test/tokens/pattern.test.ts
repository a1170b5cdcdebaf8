import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { InvalidArgument } from '../../src/errors.js'
import { openModel } from '../../src/model/open-model.js'
import { vocabularyOf } from '../../src/model/vocabulary.js'
import { matchingIds } from '../../src/tokens/pattern.js'

const { vocabulary } = await openModel()

function of(tokens: readonly string[], spelling: 'byte-level' | 'plain' = 'byte-level') {
  const entries = tokens.map((token, id) => [token, id] as const)
  return vocabularyOf(tokens.length, { entries, spelling })
}

suite('matchingIds', () => {
  test('finds what JavaScript’s own engine finds in BERT’s vocabulary', () => {
    for (const [spec, own] of [
      ['/^un.*able$/', /^un.*able$/],
      ['/^##[aeiou]{2}$/', /^##[aeiou]{2}$/],
      ['/^MON/i', /^MON/i],
      ['/\\p{Han}/', /\p{Script=Han}/u],
    ] as const) {
      const expected = vocabulary.tokens.flatMap((token, id) =>
        token !== undefined && own.test(token) ? [id] : [],
      )
      assert.deepEqual([...matchingIds(vocabulary, spec)], expected, spec)
    }
  })

  test('sees tokens as the text that they stand for', () => {
    const tokens = of(['Ġmonday', 'monday', 'Ã©', 'x'])
    assert.deepEqual([...matchingIds(tokens, '/^ ?mon/')], [0, 1])
    assert.deepEqual([...matchingIds(tokens, '/^ /')], [0])
    assert.deepEqual([...matchingIds(tokens, '/é/')], [2])
  })

  test('ends on patterns and tokens made to take for ever', () => {
    const hostile = of([`${'a'.repeat(1000)}!`, 'a'.repeat(100_000), 'aaaa'], 'plain')
    for (const spec of ['/^(a+)+$/', '/^(a|a)*$/', '/^(a|aa)+$/', '/(.*.*.*.*.*.*)*=/', '/^(([a-z])+.)+[A-Z]([a-z])+$/'])
      assert.deepEqual([...matchingIds(hostile, spec)], spec.startsWith('/^(a') ? [2] : [], spec)
  }) // prettier-ignore

  test('refuses what is no pattern, no flag, or too wide, and says so', () => {
    for (const spec of ['/(/', '/x/z', '/(?=x)/', '/(a)\\1/', '/((((a{100}){100}){100}){100})/', '/./'])
      assert.throws(() => matchingIds(vocabulary, spec), (error: InvalidArgument) => {
        return error instanceof InvalidArgument && error.found.includes(spec)
      })
  }) // prettier-ignore
})
