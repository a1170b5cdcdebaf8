import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { ENCODINGS } from '../../../src/math/encodings.js'
import { gramSpectrum } from '../../../src/math/gram-spectrum.js'
import { withEngine } from '../../../src/math/kernels/pool.js'
import { compileKernels } from '../../../src/math/kernels/wasm.js'
import { filled, uniform } from '../matrices.js'
import { project } from '../../../src/math/project.js'
import { seededRandom } from '../../../src/math/random.js'
import { tableOfMatrix } from '../../../src/math/table.js'
import { bufferSource } from '../../../src/bytes/buffer-source.js'
import { quantisedType } from '../../../src/model/formats/gguf/block-types.js'
import { storedEmbedding } from '../../../src/model/embedding-matrix.js'

const QUANTISED = [...ENCODINGS].filter(([, { elements }]) => elements > 1)
const SIMD = (['relaxed-simd', 'simd'] as const).filter((name) => compileKernels(name))

function typeOf(name: string) {
  const type = quantisedType(name)
  assert.ok(type, name)
  return type
}

/** Blocks of any bits: every scale, infinities and NaN among them. */
function bits(count: number, seed: number): Uint8Array {
  const random = seededRandom(seed)
  return Uint8Array.from({ length: count }, () => random.below(256))
}

/** Blocks whose halves are near 1: bytes of which no float16 has a large exponent. */
function tame(count: number, seed: number): Uint8Array {
  return bits(count, seed).map((byte) => byte & 0xbb)
}

suite('quantised numbers in the kernel', () => {
  for (const kernels of SIMD)
    for (const [name, { code, elements, bytes }] of QUANTISED)
      test(`${kernels}: ${name} of any bits is decoded as in TypeScript, bit by bit`, async () => {
        const blocks = 4096
        const stored = bits(blocks * bytes, code)
        const expected = new Float32Array(blocks * elements)
        typeOf(name).dequantise(stored, expected)
        await withEngine({ kernels }, 0, async ({ arena, kernels: inner }) => {
          const [from, to] = [arena.alloc(stored.length), arena.alloc(expected.length * 4)]
          arena.u8(from, stored.length).set(stored)
          inner.decodeRows(to, from, expected.length, code)
          const differs = arena
            .f32(to, expected.length)
            .findIndex((x, i) => !Object.is(x, expected[i]))
          assert.equal(differs, -1, 'place of the first that differs')
        })
      })

  test('the layouts are those that GGUF files are read with', () => {
    for (const [name, { elements, bytes }] of QUANTISED) {
      const type = typeOf(name)
      assert.deepEqual([type.elements, type.bytes], [elements, bytes], name)
    }
  })

  for (const kernels of [...SIMD, 'typescript'] as const)
    test(`${kernels}: projections and spectra of quantised tables are those of their decoded rows`, async () => {
      for (const name of ['Q4_0', 'Q8_0', 'Q4_K', 'Q6_K']) {
        const { elements, bytes, dequantise } = typeOf(name)
        const [rows, cols] = [75, 512]
        const stored = tame((rows * cols * bytes) / elements, 1)
        const data = new Float32Array(rows * cols)
        dequantise(stored, data)
        const table = storedEmbedding(bufferSource(stored, name), {
          vocabSize: rows,
          dim: cols,
          dtype: name,
          offset: 0,
          bytesPerRow: (cols / elements) * bytes,
          decode: (some) => {
            const out = new Float32Array((some.length / bytes) * elements)
            dequantise(some, out)
            return out
          },
        })
        const plain = tableOfMatrix({ rows, cols, data })
        for (const k of [1, 5]) {
          const vectors = filled(k, cols, uniform.bind(undefined, seededRandom(2)))
          for (const precision of ['float64', 'mixed'] as const) {
            const options = { kernels, precision }
            const found = await project(table, vectors, options)
            assert.deepEqual(found, await project(plain, vectors, options), `${name} ${precision}`)
          }
        }
        const found = await gramSpectrum(table, { kernels, vectors: 1 })
        assert.deepEqual(found, await gramSpectrum(plain, { kernels, vectors: 1 }), name)
      }
    })
})
