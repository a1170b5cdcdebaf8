import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { openModel } from '../../src/model/open-model.js'
import { presets } from '../../src/tokens/presets/index.js'
import { resolveTokenSet } from '../../src/tokens/token-set.js'

const model = await openModel()

/** Words, and how many of them are one token each of the embedded model's vocabulary. */
const SIZES: Readonly<Record<string, readonly [number, number]>> = {
  letters: [26, 26],
  capitals: [26, 26],
  digits: [10, 10],
  'integers-99': [100, 100],
  'integers-999': [1000, 445],
  weekdays: [7, 7],
  months: [12, 12],
  colours: [24, 23],
  countries: [159, 146],
  'european-capitals': [47, 41],
  animals: [86, 86],
  pronouns: [31, 31],
  punctuation: [32, 32],
}

suite('presets', () => {
  test('are one file each, and all of them are listed', () => {
    const folder = join(import.meta.dirname, '..', '..', 'src', 'tokens', 'presets')
    const files = readdirSync(folder).filter((name) => !/^(index|preset)\.ts$/.test(name))
    assert.deepEqual(presets.map(({ name }) => `${name}.ts`).sort(), files.sort())
    assert.deepEqual(presets.map(({ name }) => name).sort(), Object.keys(SIZES).sort())
  })

  for (const { name, description, words } of presets)
    test(`${name}: ${SIZES[name]?.[0]} different words, ${SIZES[name]?.[1]} of them one token each`, () => {
      assert.equal(new Set(words).size, words.length)
      for (const word of words) assert.ok(word !== '' && word === word.trim(), word)
      assert.match(description, /^[a-z]\S.*[^.]$|^the /)
      const { members, split, repeated } = resolveTokenSet(model, name)
      assert.deepEqual([words.length, members.length], SIZES[name])
      assert.deepEqual([members.length + split.length, repeated], [words.length, []])
    })
})
