import { InvalidArgument, kindOf, requireWhole } from '../errors.js'
import type { Engine } from './kernels/engine.js'
import { homeOf } from './kernels/resident.js'
import { type Matrix, type RowTable, requireShape } from './matrix.js'

/** A table that is one matrix in memory. */
export interface MatrixTable extends RowTable {
  readonly matrix: Matrix
}

/**
 * A matrix as a table, in blocks of 1024 rows.
 *
 * @throws {InvalidArgument} when `data` has not rows × cols numbers
 */
export function tableOfMatrix(matrix: Matrix): MatrixTable {
  requireShape(matrix, 'matrix of a table')
  const { rows, cols, data } = matrix
  return {
    matrix,
    shape: [rows, cols],
    async *blocks({ signal } = {}) {
      for (let start = 0; start < rows; start += 1024) {
        signal?.throwIfAborted()
        const count = Math.min(1024, rows - start)
        const own = data.subarray(start * cols, (start + count) * cols)
        yield { start, rows: { rows: count, cols, data: own } }
      }
    },
  }
}

/**
 * Refuses what is no table.
 *
 * @throws {InvalidArgument} when it has no shape of two whole numbers, or no blocks
 */
export function requireTable(table: RowTable, where: string): void {
  const { shape } = table ?? ({} as RowTable)
  if (!Array.isArray(shape) || typeof table.blocks !== 'function')
    throw new InvalidArgument({
      where,
      expected: 'a table: a shape of [rows, columns], and blocks()',
      found: kindOf(table),
      next: 'Give the embedding of a model, or tableOfMatrix(matrix).',
    })
  requireWhole(`rows of a table (${where})`, shape[0], 0)
  requireWhole(`columns of a table (${where})`, shape[1], 0)
}

/** The engine in whose memory a table lies as a whole, if there is one. */
export function homeOfTable(table: RowTable): Engine | undefined {
  return 'matrix' in table ? homeOf((table as MatrixTable).matrix.data) : undefined
}
