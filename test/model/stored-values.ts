import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { storedEmbedding } from '../../src/model/embedding-matrix.js'
import type { Weights } from '../../src/model/weights.js'

const FIXTURES = join(import.meta.dirname, '..', 'fixtures')

/** A file below test/fixtures. */
export function fixture(path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(FIXTURES, path)))
}

/** A JSON file below test/fixtures. */
export function fixtureJson(path: string): unknown {
  return JSON.parse(readFileSync(join(FIXTURES, path), 'utf8'))
}

/** float32 values from base64, as the scripts of the fixtures write them. */
export function floats(base64: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'))
  return new Float32Array(bytes.buffer)
}

/** Compares number by number: NaN equals NaN, and 0 is not −0. */
export function assertSameNumbers(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  assert.equal(found.length, expected.length)
  for (let i = 0; i < expected.length; i++)
    if (!Object.is(found[i], expected[i]))
      assert.fail(`number ${i}: expected ${expected[i]}, found ${found[i]}`)
}

/** The whole of a tensor through `blocks`, checked against single rows through `rows`. */
export async function readTensor(
  weights: Weights,
  name: string,
  transposed = false,
): Promise<{ readonly shape: readonly number[]; readonly data: readonly number[] }> {
  const tensor = await weights.locate(name)
  const { source, table } = await tensor.open(transposed)
  const embedding = storedEmbedding(source, table)
  const data: number[] = []
  for await (const { rows } of embedding.blocks()) for (const value of rows.data) data.push(value)
  const last = table.vocabSize - 1
  const ids = [last, 0, Math.floor(last / 2)]
  const some = await embedding.rows(ids)
  assertSameNumbers(
    some.data,
    ids.flatMap((id) => data.slice(id * table.dim, (id + 1) * table.dim)),
  )
  return { shape: [table.vocabSize, table.dim], data }
}
