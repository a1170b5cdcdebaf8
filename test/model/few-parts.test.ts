import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { bufferSource } from '../../src/bytes/buffer-source.js'
import { LimitExceeded } from '../../src/errors.js'
import { requireFewLines } from '../../src/model/few-parts.js'
import { readTokenList } from '../../src/model/formats/token-list.js'
import { readJson } from '../../src/model/read-json.js'

const file = (text: string) => bufferSource(new TextEncoder().encode(text), 'file')

suite('small files whose parts would take much memory', () => {
  test('JSON of millions of values is refused before it is parsed', async () => {
    const text = `{"a":[${'{},'.repeat(600_000)}0]}`
    await assert.rejects(readJson(file(text), 1e8), LimitExceeded)
    assert.ok(await readJson(file(text), 1e8, 2_000_000))
  })

  test('so are a text of millions of lines, and a list of tokens', async () => {
    const lines = '\n'.repeat(4_000_001)
    assert.throws(() => {
      requireFewLines({ name: 'vocab.txt' }, new TextEncoder().encode(lines))
    }, LimitExceeded)
    await assert.rejects(readTokenList(file(lines), 'tokens.txt'), LimitExceeded)
    const empty = `[${'[],'.repeat(4_000_001)}0]`
    await assert.rejects(readTokenList(file(empty), 'tokens.json'), LimitExceeded)
  })
})
