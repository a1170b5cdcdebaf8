import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { InvalidArgument } from '../../../src/errors.js'
import { parseHubId, parseHubUrl } from '../../../src/model/hub/hub-id.js'

suite('parseHubId', () => {
  test('takes org/name, with a revision or without', () => {
    assert.deepEqual(parseHubId('org/name'), { repo: 'org/name', revision: 'main' })
    assert.deepEqual(parseHubId('Org-1/na.me_2@refs/pr/1'), {
      repo: 'Org-1/na.me_2',
      revision: 'refs/pr/1',
    })
  })
  for (const source of [
    '',
    'name',
    'a/b/c',
    './x',
    '../x',
    '/x/y',
    'a/',
    '/b',
    'a--b/c',
    'a/b..c',
    'a/.b',
    'C:\\x',
    'a/b c',
  ])
    test(`leaves ${JSON.stringify(source)} to others`, () => {
      assert.equal(parseHubId(source), undefined)
    })
  for (const revision of ['', '..', 'a/../b', '/a', 'a//b', 'a\\b', 'a\0', 'x'.repeat(300)])
    test(`refuses the revision ${JSON.stringify(revision.slice(0, 10))}`, () => {
      assert.throws(() => parseHubId(`a/b@${revision}`), InvalidArgument)
    })
})

suite('parseHubUrl', () => {
  const hub = ['https://hub.test']
  test('takes the address of a model on a Hub that is known', () => {
    const id = { repo: 'a/b', revision: 'main', endpoint: 'https://hub.test' }
    assert.deepEqual(parseHubUrl('https://hub.test/a/b', hub), id)
    assert.equal(parseHubUrl('https://other.test/a/b', hub), undefined)
  })
  test('takes trees and files of any host', () => {
    const id = { repo: 'a/b', revision: 'v1', endpoint: 'https://other.test' }
    assert.deepEqual(parseHubUrl('https://other.test/a/b/tree/v1', hub), id)
    const file = { ...id, file: 'onnx/model.onnx' }
    assert.deepEqual(
      parseHubUrl('https://other.test/a/b/resolve/v1/onnx/model.onnx?x=1', hub),
      file,
    )
    assert.deepEqual(parseHubUrl('https://hub.test/gpt2/blob/main/x.bin', hub)?.repo, 'gpt2')
  })
  test('leaves all else to others', () => {
    for (const url of [
      'https://x.test/model.safetensors',
      'https://x.test/tree/main',
      'x',
      'https://x.test/a/b/c/tree/v',
    ])
      assert.equal(parseHubUrl(url, hub), undefined)
  })
})
