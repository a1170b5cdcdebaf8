import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Malformed, NotFound, Unsupported } from '../../src/errors.js'
import { findEmbeddingTensor } from '../../src/model/embedding-tensor.js'
import type { TensorEntry } from '../../src/model/formats/safetensors.js'

function tensors(...entries: Partial<TensorEntry>[]): Map<string, TensorEntry> {
  const whole = entries.map((entry) => ({
    name: 'x', dtype: 'F32', shape: [10, 4], offset: 0, length: 160, ...entry,
  })) // prettier-ignore
  return new Map(whole.map((entry) => [entry.name, entry]))
}

suite('findEmbeddingTensor', () => {
  for (const name of [
    'embeddings.word_embeddings.weight',
    'bert.embeddings.word_embeddings.weight',
    'wte.weight',
    'transformer.wte.weight',
    'model.embed_tokens.weight',
    'gpt_neox.embed_in.weight',
    'model.embeddings.tok_embeddings.weight',
  ])
    test(`finds ${name}`, () => {
      const found = findEmbeddingTensor('file', tensors(
        { name: 'bert.embeddings.position_embeddings.weight', shape: [512, 4] },
        { name: 'lm_head.weight' },
        { name, offset: 99 },
      )) // prettier-ignore
      assert.deepEqual(found, { name, dtype: 'F32', vocabSize: 10, dim: 4, offset: 99 })
    })

  test('a model without an embedding is NotFound and names what is there', () => {
    assert.throws(
      () => findEmbeddingTensor('file', tensors({ name: 'layer.0.weight' })),
      (error: NotFound) => error instanceof NotFound && error.found.includes('layer.0.weight'),
    )
  })

  test('an embedding of another rank, or without rows, is Malformed', () => {
    for (const shape of [[10], [2, 5, 4], [0, 4], [10, 0]])
      assert.throws(
        () => findEmbeddingTensor('file', tensors({ name: 'wte.weight', shape })),
        Malformed,
      )
  })

  test('a dtype that cannot be read is Unsupported by name', () => {
    assert.throws(
      () => findEmbeddingTensor('file', tensors({ name: 'wte.weight', dtype: 'F8_E4M3' })),
      (error: Unsupported) => error instanceof Unsupported && error.found === 'F8_E4M3',
    )
  })
})
