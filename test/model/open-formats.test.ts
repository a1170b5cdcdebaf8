import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { NotFound, TokenprismError, Unsupported } from '../../src/errors.js'
import { openModel } from '../../src/model/open-model.js'
import { safetensorsBytes } from './safetensors-bytes.js'
import { remove, writeTinyModel } from './tiny-model.js'

const FIXTURES = join(import.meta.dirname, '..', 'fixtures')
const at = (path: string) => join(FIXTURES, path)

const folders: string[] = []
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'tokenprism-test-'))
  folders.push(made)
  return made
}
after(() => {
  folders.forEach(remove)
})

suite('openModel of a single file', () => {
  for (const [file, name, format, dtype, shape] of [
    ['gguf/tiny.gguf', 'tiny', 'GGUF', 'Q6_K', [4, 256]],
    ['pytorch/checkpoint.bin', 'checkpoint', 'PyTorch', 'F32', [4, 3]],
    ['numpy/fortran_f4.npy', 'fortran_f4', 'npy', 'F32', [6, 5]],
    ['word-vectors/word2vec.bin', 'word2vec', 'word2vec', 'F32', [6, 5]],
    ['word-vectors/fasttext.vec', 'fasttext', 'word2vec', 'F32', [6, 5]],
    ['word-vectors/glove.txt', 'glove', 'GloVe', 'F32', [6, 5]],
  ] as const)
    test(`${file} is a model of that name`, async () => {
      const { info, embedding } = await openModel(at(file))
      assert.deepEqual([info.name, info.format, info.dtype], [name, format, dtype])
      assert.deepEqual([info.vocabSize, info.dim], shape)
      assert.deepEqual((await embedding.rows([1])).cols, shape[1])
    })

  test('a file that holds tokens and matrix counts once among the bytes', async () => {
    const { info } = await openModel(at('word-vectors/glove.txt'))
    assert.equal(info.totalBytes, 310)
  })

  test('words are tokens: sets can name them', async () => {
    const { vocabulary } = await openModel(at('word-vectors/glove.txt'))
    assert.equal(vocabulary.ids.get('. . .'), 1)
  })

  test('of several matrices and no tokens none is taken; --tensor decides', async () => {
    await assert.rejects(openModel(at('pytorch/zipped.bin')), NotFound)
    const { info } = await openModel(at('pytorch/zipped.bin'), { tensor: 'transposed' })
    assert.deepEqual([info.vocabSize, info.dim, info.transposed], [6, 4, false])
  })

  test('a text that lists no vectors is Unsupported', async () => {
    await assert.rejects(openModel(at('numpy/make.py')), Unsupported)
  })
})

suite('the tokens of a bare matrix', () => {
  const matrix = at('numpy/c_f4.npy')

  test('come from the list that is given, as a file or as it is', async () => {
    const list = join(folder(), 'words')
    writeFileSync(list, 'a\nb\nc\nd\ne\nf\n')
    for (const tokens of [list, ['a', 'b', 'c', 'd', 'e', 'f']]) {
      const model = await openModel(matrix, { tokens })
      assert.equal(model.vocabulary.ids.get('f'), 5)
      assert.deepEqual(model.tokenizer.encode('b'), [{ id: 1, token: 'b' }])
    }
  })

  test('or from the list beside it; a list that is not there is NotFound', async () => {
    const home = folder()
    cpSync(matrix, join(home, 'm.npy'))
    writeFileSync(join(home, 'vocab.txt'), 'a\nb\n')
    assert.equal((await openModel(home)).vocabulary.tokens[1], 'b')
    await assert.rejects(openModel(matrix, { tokens: join(home, 'none') }), NotFound)
  })
})

suite('openModel of a folder', () => {
  test('takes an ONNX file in its subfolder, by itself too, with the tokenizer above', async () => {
    const home = writeTinyModel({ tokens: ['[UNK]', 'a', 'b', 'c'], rows: [[0]] })
    folders.push(home)
    remove(join(home, 'model.safetensors'))
    mkdirSync(join(home, 'onnx'))
    cpSync(at('onnx/inline.onnx'), join(home, 'onnx', 'model.onnx'))
    const file = join(home, 'onnx', 'model.onnx')
    for (const source of [home, file]) {
      const { info, tokenizer } = await openModel(source, { tensor: 'uint8.weight' })
      assert.deepEqual([info.file, info.dtype], ['onnx/model.onnx', 'U8 × scale'])
      assert.equal(tokenizer.kind, 'WordPiece')
    }
  })

  test('a matrix stored [dimensions, vocabulary] is read by columns, and info says so', async () => {
    const home = writeTinyModel({
      tokens: ['[UNK]', 'a', 'b', 'c', 'd', 'e'],
      rows: [[0]],
    })
    folders.push(home)
    const data = new Uint8Array(Float32Array.from({ length: 12 }, (_, i) => i).buffer)
    const header = { 'lm_head.weight': { dtype: 'F32', shape: [2, 6], data_offsets: [0, 48] } }
    writeFileSync(join(home, 'model.safetensors'), safetensorsBytes(header, data))
    const { info, embedding } = await openModel(home, { matrix: 'output' })
    assert.deepEqual([info.vocabSize, info.dim, info.transposed], [6, 2, true])
    assert.deepEqual([...(await embedding.rows([1])).data], [1, 7])
  })

  test('a damaged file of any format is an error that names it', async () => {
    const home = folder()
    for (const name of ['x.gguf', 'x.npy', 'x.npz', 'x.onnx', 'x.safetensors']) {
      writeFileSync(join(home, name), 'not at all what it says')
      await assert.rejects(openModel(join(home, name)), (error: TokenprismError) => {
        return error instanceof TokenprismError && error.where.includes(name)
      })
    }
  })
})
