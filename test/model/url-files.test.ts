import assert from 'node:assert/strict'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, suite, test } from 'node:test'
import { Malformed, NotFound, UnsafeFile, Unsupported } from '../../src/errors.js'
import { openModel } from '../../src/model/open-model.js'
import { smallModel } from '../hub-server/models.js'
import { type ServedFile, fileOf } from '../hub-server/served-file.js'

const small = smallModel()
const table = small['model.safetensors']
const index = { weight_map: { 'model.embed_tokens.weight': 'part-1.safetensors' } }
const files: Record<string, ServedFile> = {
  ...small,
  'model.safetensors.index.json': fileOf(index),
  'part-1.safetensors': table,
  'escaping.index.json': fileOf({ weight_map: { x: '../part-1.safetensors' } }),
}

/** A plain server of files, with ranges or, as many are, without. */
async function serve(knowsRanges: boolean): Promise<{ origin: string; asked: string[] }> {
  const asked: string[] = []
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://x')
    asked.push(request.url ?? '')
    const name = url.pathname.replace('/models/', '')
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? []
    if (!Object.hasOwn(files, name)) {
      response.writeHead(404).end()
    } else if (knowsRanges && from !== undefined) {
      const { size } = files[name]
      const end = Math.min(Number(to), size - 1)
      response.writeHead(206, { 'content-range': `bytes ${from}-${end}/${size}` })
      response.end(files[name].read(Number(from), end - Number(from) + 1))
    } else {
      response.writeHead(200, { 'content-length': files[name].size })
      response.end(files[name].read(0, files[name].size))
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  after(() => server.close())
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}/models/`, asked }
}

suite('a file behind an address', () => {
  test('is a model with what lies beside it', async () => {
    const { origin } = await serve(true)
    const address = `${origin}model.safetensors`
    const model = await openModel(address)
    assert.deepEqual([model.source, model.info.name], [address, 'model'])
    assert.equal(model.vocabulary.tokens[1], 'a')
    const before = model.traffic().bytes
    await model.embedding.rows([1])
    assert.equal(model.traffic().bytes - before, 64 * 4)
    assert.equal(
      model.info.totalBytes,
      ['config.json', 'model.safetensors', 'tokenizer.json', 'tokenizer_config.json'].reduce(
        (sum, name) => sum + files[name].size,
        0,
      ),
    )
  })

  test('may be an index, whose shards are found', async () => {
    const { origin } = await serve(true)
    const { info } = await openModel(`${origin}model.safetensors.index.json`)
    assert.equal(info.file, 'part-1.safetensors')
    await assert.rejects(openModel(`${origin}escaping.index.json`), UnsafeFile)
  })

  test('keeps what signs its address for its neighbours, and out of messages', async () => {
    const { origin, asked } = await serve(true)
    await openModel(`${origin}model.safetensors?sig=secret`)
    assert.ok(asked.every((url) => url.endsWith('?sig=secret')))
    await assert.rejects(openModel(`${origin}none.safetensors?sig=secret`), (error: Error) => {
      assert.ok(error instanceof NotFound)
      assert.doesNotMatch(error.message, /secret/)
      return true
    })
  })

  test('of a server without ranges is taken whole where it is small', async () => {
    const { origin } = await serve(false)
    const model = await openModel(`${origin}model.safetensors`)
    assert.equal((await model.embedding.rows([1])).cols, 64)
  })

  test('that is no model is told by what it is', async () => {
    const { origin } = await serve(true)
    await assert.rejects(openModel(`${origin}README.md`), (error) => {
      assert.ok(error instanceof Unsupported || error instanceof Malformed)
      return true
    })
    await assert.rejects(openModel('http://'), /address/)
  })
})
