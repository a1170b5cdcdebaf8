import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Transient, asTransient } from '../../src/bytes/transient.js'

suite('failures that may pass', () => {
  for (const message of ['Failed to fetch', 'Load failed', 'NetworkError when attempting to …'])
    test(`are what a browser calls '${message}'`, () => {
      assert.ok(asTransient(new TypeError(message)) instanceof Transient)
    })

  test('are what Node tells with a cause, which is named', () => {
    const cause = Object.assign(new Error('read'), { code: 'ECONNRESET' })
    const failure = asTransient(new TypeError('terminated', { cause }))
    assert.ok(failure instanceof Transient)
    assert.equal(failure.reason, 'a network error (ECONNRESET)')
  })

  test('are neither errors of a program nor what fetch never asks', () => {
    const refused = new TypeError('fetch failed', { cause: new Error('bad port') })
    for (const error of [new TypeError('x is not a function'), new RangeError('network'), refused])
      assert.equal(asTransient(error), error)
  })
})
