import { type ByteSource, NETWORK_COST, type ReadOptions } from './byte-source.js'
import type { ByteRange } from './read-ranges.js'

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
  options: ReadOptions = {},
): AsyncGenerator<Uint8Array> {
  const { piece, concurrency, readAhead } = source.cost ?? NETWORK_COST
  const step = Math.max(1, Math.floor(piece / unit)) * unit
  const ahead = Math.min(readAhead, concurrency - 1)
  const failure = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, failure.signal]) : failure.signal
  const pending: Promise<Uint8Array>[] = []
  let next = 0
  const ask = (): void => {
    if (next >= length) return
    const read = source.read(offset + next, Math.min(step, length - next), { signal })
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
