import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { folderName } from '../../cli/folder-name.js'

suite('folderName', () => {
  test('is the set’s own name for presets and lists of words in the embedded model', () => {
    assert.equal(folderName({ set: 'letters' }), 'letters')
    assert.equal(folderName({ set: 'integers-99' }), 'integers-99')
    assert.equal(folderName({ set: 'red,green,blue' }), 'red-green-blue')
  })

  test('tells different sets, models and choices apart', () => {
    const names = [
      { set: 'mon' }, { set: '/^mon/' }, { set: '/mon$/' }, { set: '+' }, { set: '−' }, { set: '猫,犬' },
      { set: '@a/words.txt' }, { set: '@b/words.txt' }, { set: 'a'.repeat(60) }, { set: 'a'.repeat(61) },
      { set: 'mon', model: 'google-bert/bert-base-uncased' }, { set: 'mon', model: './bert-base-uncased' },
      { set: 'mon', model: '/data/bert-base-uncased' }, { set: 'mon', others: ['vector-2'] },
    ].map(folderName) // prettier-ignore
    assert.equal(new Set(names).size, names.length, names.join('\n'))
    for (const name of names) assert.match(name, /^[\p{L}\p{N}._-]{1,120}$/u)
  })
})
