import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { bufferSource } from '../../src/bytes/buffer-source.js'
import { LimitExceeded, Malformed, NotFound, Unsupported } from '../../src/errors.js'
import { type TensorChoice, findTensor, openTable } from '../../src/model/embedding-tensor.js'
import { rawTensor } from '../../src/model/raw-tensor.js'
import type { LocatedTensor, Weights } from '../../src/model/weights.js'

const choice: TensorChoice = {
  role: 'input',
  tokenCount: 1000,
  config: { vocabSize: undefined, tied: undefined },
}

function tensor(
  name: string,
  shape: readonly number[] = [1000, 8],
  { dtype = 'F32', file = 'model.safetensors', offset = 64 } = {},
): LocatedTensor {
  const source = bufferSource(new Uint8Array(64), file)
  return rawTensor('m', source, { name, shape, dtype, offset, file })
}

/** Weights that keep account of whose headers were read. */
function weightsOf(...tensors: LocatedTensor[]): Weights & { readonly located: string[] } {
  const located: string[] = []
  return {
    format: 'safetensors',
    files: ['model.safetensors'],
    names: tensors.map((t) => t.name),
    located,
    fileOf: (name) => tensors.find((t) => t.name === name)?.file ?? assert.fail(name),
    async locate(name) {
      located.push(name)
      return tensors.find((t) => t.name === name) ?? assert.fail(name)
    },
  }
}

suite('findTensor', () => {
  test('by a family’s name reads no header but that tensor’s', async () => {
    const head = tensor('lm_head.weight', undefined, { file: 'another shard' })
    const weights = weightsOf(head, tensor('model.embed_tokens.weight'))
    const found = await findTensor('m', weights, choice)
    assert.equal(found.tensor.name, 'model.embed_tokens.weight')
    assert.deepEqual(weights.located, ['model.embed_tokens.weight'])
  })

  test('the name asked for is the last word', async () => {
    const weights = weightsOf(tensor('wte.weight'), tensor('other'))
    const found = await findTensor('m', weights, { ...choice, name: 'other' })
    assert.equal(found.tensor.name, 'other')
    await assert.rejects(findTensor('m', weights, { ...choice, name: 'none' }), NotFound)
  })

  test('an unknown family is recognised by shape, with its candidates', async () => {
    const weights = weightsOf(
      tensor('x.emb_small.weight', [10, 8]),
      tensor('x.rows.weight'),
      tensor('x.word_emb.weight', [1024, 8]),
    )
    const found = await findTensor('m', weights, choice)
    assert.deepEqual(found.candidates, ['x.word_emb.weight', 'x.rows.weight'])
    const config = { vocabSize: 10, tied: undefined }
    const smaller = await findTensor('m', weights, { ...choice, config })
    assert.equal(smaller.tensor.name, 'x.word_emb.weight')
  })

  test('the output matrix is its own, or the input’s if tied, and says so', async () => {
    const output = { ...choice, role: 'output' } as const
    const head = tensor('lm_head.weight', undefined, { offset: 32_064 })
    const own = weightsOf(tensor('wte.weight'), head)
    assert.deepEqual(
      [(await findTensor('m', own, output)).tensor.name, (await findTensor('m', own, output)).tied],
      ['lm_head.weight', false],
    )
    const shared = weightsOf(tensor('wte.weight'))
    const found = await findTensor('m', shared, output)
    assert.deepEqual([found.tensor.name, found.tied], ['wte.weight', true])
    const untied = { ...output, config: { vocabSize: undefined, tied: false } }
    await assert.rejects(findTensor('m', shared, untied), NotFound)
  })

  for (const role of ['input', 'output'] as const)
    test(`the ${role} matrix is tied by configuration, by one place, or for want of another`, async () => {
      const tied = async (config: boolean | undefined, ...tensors: LocatedTensor[]) => {
        const asked = { ...choice, role, config: { vocabSize: undefined, tied: config } }
        return (await findTensor('m', weightsOf(...tensors), asked)).tied
      }
      const [wte, here] = [tensor('wte.weight'), tensor('lm_head.weight')]
      const behind = tensor('lm_head.weight', undefined, { offset: 32_064 })
      const elsewhere = tensor('lm_head.weight', undefined, { file: 'another shard' })
      assert.equal(await tied(undefined, wte), true)
      assert.equal(await tied(undefined, wte, here), true)
      assert.equal(await tied(undefined, wte, behind), false)
      assert.equal(await tied(undefined, wte, elsewhere), false)
      assert.equal(await tied(true, wte, elsewhere), true)
      assert.equal(await tied(false, wte, behind), false)
      if (role === 'input') assert.equal(await tied(false, wte), false)
    })

  test('of a model configured as tied, the output matrix is the input’s, whatever else is in the file', async () => {
    const behind = tensor('lm_head.weight', undefined, { offset: 32_064 })
    const config = { vocabSize: undefined, tied: true }
    const weights = weightsOf(tensor('wte.weight'), behind)
    const found = await findTensor('m', weights, { ...choice, role: 'output', config })
    assert.deepEqual([found.tensor.name, found.tied], ['wte.weight', true])
  })

  test('without any tokens, the only matrix is taken, and of several none', async () => {
    const unknown = { ...choice, tokenCount: undefined }
    const one = weightsOf(tensor('bias', [4]), tensor('rows', [12, 3]))
    assert.equal((await findTensor('m', one, unknown)).tensor.name, 'rows')
    const two = weightsOf(tensor('left', [5, 3]), tensor('rows', [12, 3]))
    await assert.rejects(findTensor('m', two, unknown), (error: NotFound) => {
      return error instanceof NotFound && error.found === 'left, rows'
    })
  })

  test('a model without an embedding is NotFound and names what is there', async () => {
    await assert.rejects(
      findTensor('m', weightsOf(tensor('layer.0.weight', [8, 8])), choice),
      (error: NotFound) => error instanceof NotFound && error.found.includes('layer.0.weight'),
    )
  })
})

suite('openTable', () => {
  test('refuses more rows than any vocabulary has, before there is a list of them', async () => {
    const long = tensor('x', [2 ** 28, 1], { dtype: 'I8' })
    await assert.rejects(openTable('m', long, undefined), LimitExceeded)
  })

  test('knows the bytes of a row', async () => {
    const { table, transposed } = await openTable('m', tensor('x', [10, 8], { dtype: 'BF16' }), 10)
    assert.deepEqual([table.vocabSize, table.dim, table.bytesPerRow, table.offset], [10, 8, 16, 64])
    assert.equal(transposed, false)
  })

  test('another rank, or no rows, is Malformed; a dtype that cannot be read is Unsupported', async () => {
    for (const shape of [[10], [2, 5, 4], [0, 4], [10, 0]])
      await assert.rejects(openTable('m', tensor('x', shape), undefined), Malformed)
    await assert.rejects(
      openTable('m', tensor('x', [10, 8], { dtype: 'F4' }), undefined),
      Unsupported,
    )
  })

  test('a matrix stored [dimensions, vocabulary] is read by its columns, and says so', async () => {
    const { table, transposed } = await openTable('m', tensor('x', [8, 1024]), 1000)
    assert.deepEqual([table.vocabSize, table.dim, transposed], [1024, 8, true])
    for (const [shape, vocabSize] of [
      [[8, 1024], undefined],
      [[999, 1024], 1000],
      [[1000, 1000], 1000],
      [[8, 2000], 1000],
    ] as const)
      assert.equal((await openTable('m', tensor('x', shape), vocabSize)).transposed, false)
  })
})
