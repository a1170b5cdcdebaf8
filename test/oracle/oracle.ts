// The expected values that make.py wrote.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Expected {
  readonly sets: Readonly<Record<string, { ids: number[]; singular_values: number[] }>>
  readonly control: { readonly ids: number[]; readonly singular_values: number[] }
  readonly top20: readonly { readonly id: number; readonly token: string }[]
  readonly pair: { readonly r: number; readonly cosine: number }
  readonly mt19937: { readonly seed: number; readonly uint32: number[] }
}

export const expected = JSON.parse(
  readFileSync(join(import.meta.dirname, 'expected.json'), 'utf8'),
) as Expected

/** The float64 numbers of a `.npy` file of this folder, in C order (NEP 1, version 1.0). */
export function readNpy(name: string): Float64Array {
  const bytes = readFileSync(join(import.meta.dirname, name))
  const headerLength = bytes.readUInt16LE(8)
  const header = bytes.toString('latin1', 10, 10 + headerLength)
  if (!header.includes("'<f8'") || !header.includes("'fortran_order': False"))
    throw new Error(`${name}: expected float64 in C order, found ${header}`)
  return new Float64Array(new Uint8Array(bytes.subarray(10 + headerLength)).buffer)
}

/** The largest difference between two arrays. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity
  let most = 0
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i])
    if (!(difference <= most)) most = difference
  }
  return most
}
