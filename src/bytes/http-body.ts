import { Transient, asTransient } from './transient.js'

/** How a body is watched. */
export interface BodyWatch {
  /** The signal of the request: it aborts the body too. */
  readonly signal: AbortSignal
  /** Milliseconds. */
  readonly patience: number
  readonly count: (bytes: number) => void
}

/** Slower than this for as long as one's patience lasts, a connection is as good as dead. */
const MIN_BYTES_PER_SECOND = 1024

/**
 * A response's body as it arrives. Only time spent waiting for the server counts against its speed: the reader may
 * take as long as it likes between two parts.
 *
 * @throws {Transient} when the connection breaks, hangs, or drips
 */
export async function* bodyChunks(
  response: Response,
  { signal, patience, count }: BodyWatch,
): AsyncGenerator<Uint8Array> {
  // Node's own types leave open what a body is made of.
  const body = response.body as ReadableStream<Uint8Array> | null
  const reader = body?.getReader()
  if (!reader) return
  let waited = 0
  let arrived = 0
  try {
    for (;;) {
      const start = performance.now()
      const { done, value } = await within(patience, reader.read())
      if (done) return
      waited += performance.now() - start
      arrived += value.length
      count(value.length)
      yield value
      if (waited < patience) continue
      if (arrived < (MIN_BYTES_PER_SECOND * waited) / 1000)
        throw new Transient(`only ${arrived} bytes in ${(waited / 1000).toFixed(0)} seconds`)
      waited = arrived = 0
    }
  } catch (error) {
    signal.throwIfAborted()
    throw asTransient(error)
  } finally {
    // Lets the connection go when the reader stops early; there is nobody left to tell of a failure.
    reader.cancel().catch(() => undefined)
  }
}

async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Transient(`no byte for ${milliseconds / 1000} seconds`))
    }, milliseconds)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
