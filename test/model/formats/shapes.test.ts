import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { LimitExceeded, Malformed, TokenprismError, Unsupported } from '../../../src/errors.js'
import { findTensor, openTable } from '../../../src/model/embedding-tensor.js'
import { openWeights } from '../../../src/model/open-weights.js'
import { memoryFiles } from '../memory-files.js'
import { safetensorsBytes } from '../safetensors-bytes.js'
import { ggufBytes, joined, tensor } from './gguf/gguf-bytes.js'
import { bytesField, onnxBytes, tensorMessage } from './onnx/onnx-bytes.js'
import { op, pickle, tensorParts } from './pytorch/pickle-bytes.js'
import { zipBytes } from './zip-bytes.js'

type Shape = readonly [rows: number, columns: number]

/** A file of each format with one tensor `wte.weight` of float32 that has this shape and no elements. */
const FILES: Readonly<Record<string, (shape: Shape) => Readonly<Record<string, Uint8Array>>>> = {
  safetensors: (shape) => ({
    'm.safetensors': safetensorsBytes({
      'wte.weight': { dtype: 'F32', shape, data_offsets: [0, 0] },
    }),
  }),
  GGUF: ([rows, columns]) => ({
    'm.gguf': ggufBytes({
      tensors: [tensor('wte.weight', [BigInt(columns), BigInt(rows)])],
      data: new Uint8Array(32),
    }),
  }),
  PyTorch: (shape) => ({
    'm.bin': zipBytes({
      'a/data.pkl': pickle(
        op.emptyDict,
        op.text('wte.weight'),
        // Strides of 0: all elements are one, which is there.
        ...tensorParts({ shape, strides: [0, 0] }),
        op.setItem,
      ),
      'a/data/0': new Uint8Array(16),
    }),
  }),
  ONNX: (shape) => ({
    'm.onnx': onnxBytes(
      tensorMessage({
        name: 'wte.weight',
        dims: shape.map(BigInt),
        data: [bytesField(9, new Uint8Array())],
      }),
    ),
  }),
  npy: (shape) => ({ 'm.npy': npyBytes(shape) }),
  npz: (shape) => ({ 'm.npz': zipBytes({ 'wte.weight.npy': npyBytes(shape) }) }),
  'TensorFlow.js': (shape) => ({
    'model.json': text(
      JSON.stringify({
        weightsManifest: [
          { paths: ['s'], weights: [{ name: 'wte.weight', shape, dtype: 'float32' }] },
        ],
      }),
    ),
    s: new Uint8Array(),
  }),
  word2vec: ([rows, columns]) => ({ 'm.txt': text(`${rows} ${columns}\na 1 2\n`) }),
}

function npyBytes(shape: Shape): Uint8Array {
  const header = text(
    `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')}), }\n`,
  )
  return joined([Uint8Array.of(0x93), text('NUMPY'), Uint8Array.of(1, 0, header.length, 0), header])
}

function text(content: string): Uint8Array {
  return new TextEncoder().encode(content)
}

/** Opens the one matrix of some files, as a model does. */
async function openMatrix(contents: Readonly<Record<string, Uint8Array>>): Promise<void> {
  const files = memoryFiles(contents)
  const [file] = Object.keys(contents)
  const weights = await openWeights(files, file)
  const name = weights.names[0]
  const choice = {
    role: 'input',
    name,
    tokenCount: undefined,
    config: { vocabSize: undefined, tied: undefined },
  } as const
  const { tensor: found } = await findTensor(files.source, weights, choice)
  await openTable(files.source, found, undefined)
}

/** Whether an error says what is wrong with a shape, whatever its class. */
function refuses(error: unknown): boolean {
  const types = [Malformed, LimitExceeded, Unsupported]
  return error instanceof TokenprismError && types.some((type) => error instanceof type)
}

suite('a matrix without elements is refused, as is one of more than can be counted', () => {
  for (const [format, fileOf] of Object.entries(FILES))
    for (const [name, shape] of Object.entries({
      'no rows': [0, 4],
      'no columns': [4, 0],
      'more elements than 2⁵³': [2 ** 27, 2 ** 27],
      'more elements than 2⁵³ were it not for no rows': [0, 2 ** 31 - 1],
    } satisfies Record<string, Shape>))
      test(`${format}: ${name}`, async () => {
        await assert.rejects(openMatrix(fileOf(shape)), refuses)
      })
})
