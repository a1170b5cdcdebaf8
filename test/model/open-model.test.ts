import assert from 'node:assert/strict'
import { readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { InvalidArgument, Malformed, NotFound, Unsupported } from '../../src/errors.js'
import { EMBEDDED_MODEL } from '../../src/model/model-source.js'
import { openModel } from '../../src/model/open-model.js'
import { remove, writeTinyModel } from './tiny-model.js'

const tiny = () => {
  const folder = writeTinyModel({
    tokens: ['[UNK]', '[CLS]', 'red', 'green', 'blue', '##s'],
    special: ['[UNK]', '[CLS]'],
    rows: [
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
      [2, 3],
      [5, 5],
      [0, 0],
    ],
  })
  folders.push(folder)
  return folder
}
const folders: string[] = []
after(() => {
  folders.forEach(remove)
})

suite('openModel', () => {
  test('without a source opens the embedded model, reading no row of its table', async () => {
    const model = await openModel()
    assert.equal(model.source, EMBEDDED_MODEL)
    assert.deepEqual(
      [model.info.name, model.info.dtype, model.info.vocabSize, model.info.dim],
      ['all-MiniLM-L6-v2', 'F16', 30_522, 384],
    )
    assert.equal(model.vocabulary.tokens[2075], '##ing')
    assert.deepEqual(model.tokenizer.encode('Hello world'), [
      { id: 7592, token: 'hello' },
      { id: 2088, token: 'world' },
    ])
    const { file } = model.info
    assert.equal(file, 'model.safetensors')
    const table = 30_522 * 384 * 2
    assert.ok(model.bytesRead() <= model.info.totalBytes - table)
  })

  test('opens any folder of that layout by the same way', async () => {
    const folder = tiny()
    const model = await openModel(folder)
    assert.equal(model.source, folder)
    assert.deepEqual(model.vocabulary.tokens, [
      '[UNK]',
      '[CLS]',
      'red',
      'green',
      'blue',
      '##s',
      undefined,
    ])
    assert.deepEqual([...model.vocabulary.special], [0, 1])
    assert.deepEqual([...(await model.embedding.rows([4])).data], [2, 3])
    assert.deepEqual(
      model.tokenizer.encode('reds').map((p) => p.token),
      ['red', '##s'],
    )
  })

  test('opens the safetensors file that is named, with the tokenizer beside it', async () => {
    const folder = tiny()
    renameSync(join(folder, 'model.safetensors'), join(folder, 'mine.safetensors'))
    await assert.rejects(openModel(folder), NotFound)
    const model = await openModel(join(folder, 'mine.safetensors'))
    assert.deepEqual([model.info.file, model.info.vocabSize], ['mine.safetensors', 7])
    assert.deepEqual((await openModel(model.source)).info, model.info)
  })

  test('the output matrix of a tied model is its input, and said to be', async () => {
    const { info } = await openModel(tiny(), { matrix: 'output' })
    assert.deepEqual([info.tensor, info.matrix, info.tied], ['wte.weight', 'output', true])
  })

  test('a tensor that is named is taken', async () => {
    const { info } = await openModel(tiny(), { tensor: 'wte.weight' })
    assert.equal(info.tensor, 'wte.weight')
    await assert.rejects(openModel(tiny(), { tensor: 'none' }), NotFound)
  })

  test('a folder without weights is NotFound and names the file', async () => {
    const folder = tiny()
    rmSync(join(folder, 'model.safetensors'))
    await assert.rejects(openModel(folder), (error: NotFound) => {
      assert.ok(error instanceof NotFound)
      assert.ok(error.expected.includes('model.safetensors'))
      return true
    })
  })

  test('a folder without tokenizer opens, with nothing to look words up in, and says so', async () => {
    const folder = tiny()
    rmSync(join(folder, 'tokenizer.json'))
    const { info, tokenizer, embedding } = await openModel(folder)
    assert.deepEqual([info.tokenCount, info.tokenizer.kind], [0, 'exact look-up'])
    assert.match(info.tokenizer.note ?? '', /tokenizer\.json/)
    assert.deepEqual(tokenizer.encode('red'), [])
    assert.deepEqual([...(await embedding.rows([4])).data], [2, 3])
  })

  test('a truncated weights file is Malformed, at whatever byte it ends', async () => {
    const size = readFileSync(join(tiny(), 'model.safetensors')).length
    for (let length = 0; length < size; length++) {
      const folder = tiny()
      truncateSync(join(folder, 'model.safetensors'), length)
      await assert.rejects(openModel(folder), Malformed, `at ${length} bytes`)
      remove(folder)
    }
  })

  test('a tokenizer that is no JSON, or no tokenizer, is Malformed', async () => {
    for (const text of ['', '{', 'null', '[]', '{}', '{"model":{"type":"Unknown"}}']) {
      const folder = tiny()
      writeFileSync(join(folder, 'tokenizer.json'), text)
      await assert.rejects(openModel(folder), Malformed, text)
    }
  })

  test('nothing there, a file, and an unknown embedded model are told apart', async () => {
    const folder = tiny()
    await assert.rejects(openModel(join(folder, 'none')), NotFound)
    await assert.rejects(openModel(''), NotFound)
    await assert.rejects(openModel(join(folder, 'tokenizer.json')), Unsupported)
    await assert.rejects(openModel('embedded:other'), InvalidArgument)
  })
})
