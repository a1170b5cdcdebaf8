import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { possessive, submatrixNote, tokensNote, vocabularyNote } from '../../src/figure/notes.js'
import { PLAIN, type Transform } from '../../src/submatrix/transform.js'

const about = (transform: Partial<Transform>) => ({
  model: 'tiny',
  set: 'letters',
  n: 26,
  dim: 384,
  transform: { ...PLAIN, ...transform },
})

suite('the notes of a figure', () => {
  test('say of the lecture’s way that means were subtracted, and nothing else', () => {
    assert.equal(submatrixNote(about({})), '26 × 384 submatrix, centred by its own mean')
    assert.equal(tokensNote(about({})), '26 tokens, centred by their own mean')
    assert.equal(vocabularyNote(about({})), 'vocabulary minus the mean of the 26 members')
  })

  test('say whatever else was done, to the vocabulary too', () => {
    const all = about({ centre: 'vocabulary', normalise: 'rows', remove: 2, whiten: true })
    const done =
      'rows of unit length, without the vocabulary’s 2 strongest directions, whitened by the vocabulary'
    assert.equal(vocabularyNote(all), `vocabulary minus its own mean, ${done}`)
    assert.equal(
      submatrixNote(all),
      `26 × 384 submatrix, ${done}, centred by the vocabulary’s mean`,
    )
  })
})

test('the possessive of a name that ends with s has no other s', () => {
  assert.equal(possessive('letters'), 'letters’')
  assert.equal(possessive('red, green, blue'), 'red, green, blue’s')
})
