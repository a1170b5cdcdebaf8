import type { Call, Engine } from './kernels/engine.js'
import { homeOf, ownerOf } from './kernels/resident.js'
import type { Address } from './kernels/kernels.js'
import { ENCODINGS, type Encoding, type Matrix, type RowTable } from './matrix.js'

/** Consecutive rows of a table in an arena, float32 or float64, end to end. */
export interface ArenaRows {
  readonly at: Address
  readonly single: boolean
  readonly start: number
  readonly count: number
}

/** A table that is one matrix in memory. */
export interface MatrixTable extends RowTable {
  readonly matrix: Matrix
}

/** A matrix as a table, in blocks of 1024 rows. */
export function tableOfMatrix(matrix: Matrix): MatrixTable {
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

/** The engine in whose memory a table lies as a whole, if there is one. */
export function homeOfTable(table: RowTable): Engine | undefined {
  return 'matrix' in table ? homeOf((table as MatrixTable).matrix.data) : undefined
}

/** Numbers that one call widens. */
const WIDEN_CALL = 65536

/**
 * The rows of a table, brought into an arena block after block: as they are stored where the kernels can read that,
 * already decoded otherwise, and where they lie if they lie in this arena. The next block is read while the last is worked on.
 *
 * @param engine is to be left alone with what it has allocated when the next block is asked for
 */
export async function* rowsInArena(
  engine: Engine,
  table: RowTable,
  signal?: AbortSignal,
): AsyncGenerator<ArenaRows, void> {
  const [count] = table.shape
  if (livesIn(engine, table)) {
    const { data } = (table as MatrixTable).matrix
    yield { at: data.byteOffset, single: data instanceof Float32Array, start: 0, count }
  } else if (table.encodedBlocks && ENCODINGS.has(table.dtype ?? ''))
    yield* encodedRows(engine, table, table.dtype as Encoding, signal)
  else yield* decodedRows(engine, table, signal)
}

/** True if a table lies as a whole in an engine's memory. */
function livesIn(engine: Engine, table: RowTable): boolean {
  return 'matrix' in table && ownerOf((table as MatrixTable).matrix.data) === engine
}

async function* encodedRows(
  engine: Engine,
  table: RowTable,
  encoding: Encoding,
  signal?: AbortSignal,
): AsyncGenerator<ArenaRows, void> {
  const { arena } = engine
  const [, d] = table.shape
  const single = encoding !== 'F64'
  const widen = encoding === 'F16' ? 'widenF16' : encoding === 'BF16' ? 'widenBf16' : undefined
  const raw = new Room(engine)
  const wide = new Room(engine)
  const blocks = (table.encodedBlocks?.({ signal }) ?? emptyIterable())[Symbol.asyncIterator]()
  try {
    for (let step = await blocks.next(); !step.done;) {
      const { start, count, bytes } = step.value
      const numbers = count * d
      const from = raw.of(bytes.length)
      arena.u8(from, bytes.length).set(bytes)
      const next = pending(blocks.next())
      let at = from
      if (widen) {
        at = wide.of(numbers * 4)
        const calls: Call[] = []
        for (let i = 0; i < numbers; i += WIDEN_CALL)
          calls.push([at + i * 4, from + i * 2, Math.min(WIDEN_CALL, numbers - i)])
        await engine.run(widen, calls)
      }
      yield { at, single, start, count }
      step = await next
    }
  } finally {
    await blocks.return?.()
  }
}

async function* decodedRows(
  engine: Engine,
  table: RowTable,
  signal?: AbortSignal,
): AsyncGenerator<ArenaRows, void> {
  const { arena } = engine
  const room = new Room(engine)
  const blocks = table.blocks({ signal })[Symbol.asyncIterator]()
  try {
    for (let step = await blocks.next(); !step.done;) {
      const { start, rows } = step.value
      const { data } = rows
      const at = room.of(data.byteLength)
      if (data instanceof Float32Array) arena.f32(at, data.length).set(data)
      else arena.f64(at, data.length).set(data)
      const next = pending(blocks.next())
      yield { at, single: data instanceof Float32Array, start, count: rows.rows }
      step = await next
    }
  } finally {
    await blocks.return?.()
  }
}

/** A promise whose failure is told to whoever awaits it, and to nobody before. */
function pending<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}

/** Memory for one block after the other, as large as the largest of them. */
class Room {
  readonly #engine: Engine
  #at: Address = 0
  #bytes = 0

  constructor(engine: Engine) {
    this.#engine = engine
  }

  of(bytes: number): Address {
    if (bytes > this.#bytes) {
      this.#at = this.#engine.arena.alloc(bytes)
      this.#bytes = bytes
    }
    return this.#at
  }
}

async function* emptyIterable(): AsyncGenerator<never, void> {
  // A table without the method has no such blocks.
}
