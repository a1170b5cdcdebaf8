import { InvalidArgument, LimitExceeded, Numerical, kindOf } from '../errors.js'
import type { Whole } from './whole.js'

/** Real numbers in a flat buffer. */
export type RealArray = Float64Array | Float32Array

/** A dense real matrix, row-major: element (i, j) is `data[i * cols + j]`. */
export interface Matrix<A extends RealArray = RealArray> {
  readonly rows: Whole
  readonly cols: Whole
  /** Length `rows * cols`. */
  readonly data: A
}

/** Consecutive rows of a larger table, the first of them being row `start` of that table. */
export interface RowBlock {
  readonly start: number
  readonly rows: Matrix
}

/** A table of rows that can be walked through in order, block by block, without holding all of it. */
export interface RowTable {
  /** Rows and columns. */
  readonly shape: readonly [number, number]
  /** Each row once, in order. A block is valid until the next one is asked for. */
  blocks(options?: { signal?: AbortSignal | undefined }): AsyncIterable<RowBlock>
  /** How `encodedBlocks` writes numbers; other names than those of `encodings.ts` may stand here. */
  readonly dtype?: string
  /** Each row once, in order, as it is stored; for tables that are stored otherwise than as they are read. */
  encodedBlocks?(options?: { signal?: AbortSignal | undefined }): AsyncIterable<EncodedBlock>
}

/** Consecutive rows of a table as they are stored, end to end. */
export interface EncodedBlock {
  readonly start: number
  readonly count: number
  /** Valid until the next block is asked for. */
  readonly bytes: Uint8Array
}

/**
 * A zero-filled float64 matrix of shape rows × cols.
 *
 * @throws {LimitExceeded} where the machine has no room for it
 */
export function zeros(rows: number, cols: number): Matrix<Float64Array> {
  try {
    return { rows, cols, data: new Float64Array(rows * cols) }
  } catch (cause) {
    const parts = {
      where: `matrix of ${rows} × ${cols}`,
      expected: 'numbers that this machine has room for',
      found: `a need for ${Math.round((rows * cols) / 125e3)} MB`,
      next: 'Ask for fewer of them.',
    }
    throw new LimitExceeded(parts, { cause })
  }
}

/**
 * A float64 matrix from an array of equally long rows.
 *
 * @throws {InvalidArgument} when the rows differ in length, or are none
 */
export function matrixFrom(rows: readonly ArrayLike<number>[]): Matrix<Float64Array> {
  const given: unknown = rows
  if (!Array.isArray(given))
    throw new InvalidArgument({
      where: 'rows of a matrix',
      expected: 'an array of rows',
      found: kindOf(given),
      next: 'Give rows of numbers: [[1, 2], [3, 4]].',
    })
  const cols = (rows[0] as ArrayLike<number> | undefined)?.length ?? 0
  const out = zeros(rows.length, cols)
  rows.forEach((row, i) => {
    const given: unknown = row
    const length = typeof given === 'object' && given ? row.length : undefined
    if (length !== cols)
      throw new InvalidArgument({
        where: `row ${i}`,
        expected: i === 0 ? 'an array of numbers' : `${cols} numbers, as in row 0`,
        found: length === undefined ? kindOf(given) : String(length),
        next: 'Give rows of numbers, all of one length.',
      })
    out.data.set(row, i * cols)
  })
  return out
}

/** A view, not a copy, of row i. */
export function rowOf<A extends RealArray>(m: Matrix<A>, i: number): A {
  return m.data.subarray(i * m.cols, (i + 1) * m.cols) as A
}

/**
 * A float64 copy.
 *
 * @throws {LimitExceeded} where the machine has no room for it
 */
export function toFloat64({ rows, cols, data }: Matrix): Matrix<Float64Array> {
  const out = zeros(rows, cols)
  out.data.set(data)
  return out
}

/**
 * A new matrix of shape cols × rows.
 *
 * @throws {InvalidArgument} when `data` has not rows × cols numbers
 * @throws {LimitExceeded} where the machine has no room for it
 */
export function transpose(m: Matrix): Matrix<Float64Array> {
  requireShape(m, 'matrix to transpose')
  const out = zeros(m.cols, m.rows)
  // Of rows without columns there may be more than can be counted.
  for (let i = 0; m.cols > 0 && i < m.rows; i++)
    for (let j = 0; j < m.cols; j++) out.data[j * m.rows + i] = m.data[i * m.cols + j]
  return out
}

/** The inner product of two arrays of equal length, accumulated in float64 in four independent sums. */
export function dot(a: RealArray, b: RealArray): number {
  const n = a.length
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  let i = 0
  for (; i + 3 < n; i += 4) {
    s0 += a[i] * b[i]
    s1 += a[i + 1] * b[i + 1]
    s2 += a[i + 2] * b[i + 2]
    s3 += a[i + 3] * b[i + 3]
  }
  for (; i < n; i++) s0 += a[i] * b[i]
  return s0 + s1 + (s2 + s3)
}

/**
 * Refuses what is no matrix, and matrices whose numbers are not as many as their shape says.
 *
 * @throws {InvalidArgument} with both counts
 */
export function requireShape(matrix: Matrix, where: string): void {
  const { rows, cols, data } = matrix ?? ({} as Matrix)
  if (!(data instanceof Float64Array || data instanceof Float32Array))
    throw new InvalidArgument({
      where,
      expected: 'rows, cols and data, a Float64Array or a Float32Array',
      found: data === undefined ? kindOf(matrix) : `data that are ${kindOf(data)}`,
      next: 'Give such a matrix: matrixFrom(rows) makes one.',
    })
  const counts = [rows, cols].every((count) => Number.isSafeInteger(count) && count >= 0)
  if (counts && data.length === rows * cols) return
  throw new InvalidArgument({
    where,
    expected: counts
      ? `${rows} × ${cols} = ${rows * cols} numbers`
      : 'whole numbers of rows and columns',
    found: counts ? String(data.length) : `${rows} × ${cols}`,
    next: 'Give a matrix whose data match its shape.',
  })
}

/**
 * Refuses matrices that hold NaN or an infinity.
 *
 * @returns the largest magnitude; 0 for an empty matrix
 * @throws {Numerical} naming the first such element
 */
export function requireFinite(m: Matrix, where: string): number {
  let largest = 0
  // In one pass over tables of millions: NaN is not below anything.
  for (let at = 0; at < m.data.length; at++) {
    const size = Math.abs(m.data[at])
    if (!(size <= largest)) {
      if (!(size < Infinity)) throw notFinite(m, where, at)
      largest = size
    }
  }
  return largest
}

/**
 * `NaN at row 3, column 0`.
 *
 * @param at index into the data
 * @param first what the first row is called, 0 by default
 */
export function elementInWords({ data, cols }: Matrix, at: number, first = 0): string {
  return `${data[at]} at row ${first + Math.floor(at / cols)}, column ${at % cols}`
}

function notFinite(m: Matrix, where: string, at: number): Numerical {
  return new Numerical({
    where,
    expected: 'finite numbers only',
    found: elementInWords(m, at),
    next: 'Leave that row out, or check how the matrix was written.',
  })
}
