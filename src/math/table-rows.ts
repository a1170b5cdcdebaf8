import { InvalidArgument, kindOf } from '../errors.js'
import type { Call, Engine } from './kernels/engine.js'
import { ENCODINGS, type Encoding, F32, F64 } from './encodings.js'
import { ownerOf } from './kernels/resident.js'
import type { Address } from './kernels/kernels.js'
import { type RealArray, type RowBlock, type RowTable, requireShape } from './matrix.js'
import { type MatrixTable, requireTable } from './table.js'

/** Consecutive rows of a table in an arena, end to end, as they are stored. */
export interface StoredRows {
  readonly at: Address
  readonly encoding: Encoding
  readonly start: number
  readonly count: number
}

/** Consecutive rows of a table in an arena, float32 (`single`) or float64, end to end. */
export interface ArenaRows {
  readonly at: Address
  readonly single: boolean
  readonly start: number
  readonly count: number
}

/** Bytes of a row of d numbers. */
export function rowBytes({ elements, bytes }: Encoding, d: number): number {
  return (d / elements) * bytes
}

/** Numbers that one call decodes. */
const DECODE_CALL = 65536

/**
 * The rows of a table, brought into an arena block after block as float32 or float64.
 *
 * @param engine is to be left alone with what it has allocated when the next block is asked for
 */
export async function* rowsInArena(
  engine: Engine,
  table: RowTable,
  signal?: AbortSignal,
): AsyncGenerator<ArenaRows, void> {
  const [, d] = table.shape
  const decoded = new Room(engine)
  for await (const { at: from, encoding, start, count } of storedRows(engine, table, signal)) {
    const { code, elements, bytes } = encoding
    if (encoding === F32 || encoding === F64) {
      yield { at: from, single: encoding === F32, start, count }
      continue
    }
    const numbers = count * d
    const at = decoded.of(numbers * 4)
    const calls: Call[] = []
    for (let i = 0; i < numbers; i += DECODE_CALL) {
      const source = from + (i / elements) * bytes
      calls.push([at + i * 4, source, Math.min(DECODE_CALL, numbers - i), code])
    }
    await engine.run('decodeRows', calls)
    yield { at, single: true, start, count }
  }
}

/**
 * The rows of a table, brought into an arena block after block: as they are stored where the kernels can read that,
 * already decoded otherwise, and where they lie if they lie in this arena. The next block is read while the last is worked on.
 *
 * @param engine as for `rowsInArena`
 */
export async function* storedRows(
  engine: Engine,
  table: RowTable,
  signal?: AbortSignal,
): AsyncGenerator<StoredRows, void> {
  requireTable(table, 'table')
  const [count] = table.shape
  if (livesIn(engine, table)) {
    const { data } = (table as MatrixTable).matrix
    yield { at: data.byteOffset, encoding: encodingOf(data), start: 0, count }
    return
  }
  const { arena } = engine
  const room = new Room(engine)
  const blocks = checked(table, blocksOf(engine, table, signal))
  try {
    for (let step = await blocks.next(); !step.done;) {
      const { bytes, encoding, start, count } = step.value
      const at = room.of(bytes.length)
      arena.u8(at, bytes.length).set(bytes)
      const next = pending(blocks.next())
      yield { at, encoding, start, count }
      step = await next
    }
  } finally {
    await blocks.return()
  }
}

/** True if a table lies as a whole in an engine's memory. Float64 rows are copied all the same: their reader may scale them. */
function livesIn(engine: Engine, table: RowTable): boolean {
  if (!('matrix' in table)) return false
  const { data } = (table as MatrixTable).matrix
  return data instanceof Float32Array && ownerOf(data) === engine
}

interface Block {
  readonly bytes: Uint8Array
  readonly encoding: Encoding
  readonly start: number
  readonly count: number
}

/** The blocks of a table, as they are stored if the engine's kernels read that. */
async function* blocksOf(
  { name }: Engine,
  table: RowTable,
  signal?: AbortSignal,
): AsyncGenerator<Block, void, undefined> {
  const encoding = ENCODINGS.get(table.dtype ?? '')
  const whole = encoding && table.shape[1] % encoding.elements === 0
  if (table.encodedBlocks && whole && (encoding.plain || name !== 'typescript'))
    for await (const block of iterable(table.encodedBlocks({ signal })))
      yield { ...block, encoding }
  else
    for await (const block of iterable(table.blocks({ signal }))) {
      const { start, rows } = block ?? ({} as RowBlock)
      requireShape(rows, 'block of a table')
      const { data } = rows
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      yield { bytes, encoding: encodingOf(data), start, count: rows.rows }
    }
}

/** Refuses what gives no blocks, one after the other. */
function iterable<T>(blocks: AsyncIterable<T>): AsyncIterable<T> {
  const given = (blocks ?? {}) as Partial<AsyncIterable<T> & Iterable<T>>
  if (given[Symbol.asyncIterator] ?? given[Symbol.iterator]) return blocks
  throw new InvalidArgument({
    where: 'blocks of a table',
    expected: 'blocks in an async iterable',
    found: kindOf(blocks),
    next: 'Write async *blocks(), and yield { start, rows }.',
  })
}

/** Refuses blocks that are not the rows that a table's shape promises: kernels would read beyond them. */
async function* checked(
  { shape: [count, d] }: RowTable,
  blocks: AsyncGenerator<Block, void, undefined>,
): AsyncGenerator<Block, void, undefined> {
  let next = 0
  for await (const block of blocks) {
    const length = (block.bytes as Uint8Array | undefined)?.length
    const whole = length === block.count * rowBytes(block.encoding, d)
    if (!whole || block.start !== next || next + block.count > count)
      throw notAsPromised(count, d, `${block.count} rows from ${block.start} on, ${length} bytes`)
    next += block.count
    yield block
  }
  if (next !== count) throw notAsPromised(count, d, `${next} rows`)
}

function notAsPromised(count: number, d: number, found: string): InvalidArgument {
  return new InvalidArgument({
    where: 'blocks of a table',
    expected: `${count} rows of ${d} numbers in order, as its shape says`,
    found,
    next: 'Give each row once, in whole blocks.',
  })
}

function encodingOf(data: RealArray): Encoding {
  return data instanceof Float32Array ? F32 : F64
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
