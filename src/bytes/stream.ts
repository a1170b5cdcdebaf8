import { type ByteSource, NETWORK_COST, type ReadOptions } from './byte-source.js'
import type { ByteRange } from './read-ranges.js'

/** How a long stretch is read. */
export interface StreamOptions extends Omit<ReadOptions, 'into'> {
  /** Lets pieces come to lie where earlier ones lay: each is then valid until the next is asked for. False by default. */
  readonly reuse?: boolean
}

/**
 * A long stretch of a source, piece after piece in order. Over a network the next pieces are already on their way
 * while one is worked on, so that memory holds four of them at most.
 *
 * @param unit each piece but the last has a whole multiple of this many bytes, a row's for example
 */
export async function* stream(
  source: ByteSource,
  { offset, length }: ByteRange,
  unit: number,
  options: StreamOptions = {},
): AsyncGenerator<Uint8Array> {
  const { piece, concurrency, readAhead, takesRoom = false } = source.cost ?? NETWORK_COST
  const step = Math.max(1, Math.floor(piece / unit)) * unit
  const ahead = Math.min(readAhead, concurrency - 1)
  const failure = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, failure.signal]) : failure.signal
  const pending: Promise<Uint8Array>[] = []
  const rooms: Uint8Array<ArrayBuffer>[] = []
  // A read is asked for when the piece that lay in its room is done with.
  const roomFor = (turn: number): Uint8Array<ArrayBuffer> =>
    (rooms[turn % (ahead + 1)] ??= new Uint8Array(Math.min(step, length)))
  let next = 0
  const ask = (): void => {
    if (next >= length) return
    const read = source.read(offset + next, Math.min(step, length - next), {
      signal,
      ...(options.reuse && takesRoom && { into: roomFor(next / step) }),
    })
    // A failure is told where its turn comes.
    read.catch(() => undefined)
    pending.push(read)
    next += step
  }
  try {
    for (let i = 0; i <= ahead; i++) ask()
    for (let read = pending.shift(); read; read = pending.shift()) {
      yield await read
      ask()
    }
  } finally {
    failure.abort()
  }
}
