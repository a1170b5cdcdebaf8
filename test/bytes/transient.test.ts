import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { HttpClient } from '../../src/bytes/http-client.js'
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

  for (const status of [408, 429, 500, 502, 503, 504])
    test(`are answers of status ${status}`, async () => {
      const client = new HttpClient({ fetch: async () => new Response('', { status }) })
      const asked = client.send({ url: 'http://127.0.0.1/', where: 'x' })
      await assert.rejects(asked, Transient)
    })

  for (const status of [400, 401, 403, 404, 410, 416])
    test(`are not answers of status ${status}`, async () => {
      const client = new HttpClient({ fetch: async () => new Response('', { status }) })
      const { response } = await client.send({ url: 'http://127.0.0.1/', where: 'x' })
      assert.equal(response.status, status)
    })
})
