import { Inflate } from 'fflate'
import type { ByteSource, ReadOptions } from '../../../bytes/byte-source.js'
import { malformed } from '../malformed.js'

/** A deflated part of a file. */
export interface DeflatedPart {
  readonly offset: number
  /** Bytes in the file. */
  readonly compressed: number
  /** Bytes that come out. */
  readonly size: number
}

/** Read at a time. */
const READ_BYTES = 512 * 1024
/** Inflated at a time: deflate makes at most a thousand bytes of one, so that 16 MB at most come out. */
const PUSH_BYTES = 16 * 1024

/**
 * What a deflated part inflates to, as a source. It is inflated from its beginning up to what is asked for; reads
 * in ascending order go on where the last one ended, others begin anew. What was passed over is not kept.
 */
export function inflatedSource(source: ByteSource, part: DeflatedPart): ByteSource {
  let stream = new InflatingStream(source, part)
  let turn: Promise<unknown> = Promise.resolve()
  return {
    name: source.name,
    size: part.size,
    // What lies between is inflated anyway, and never twice if reads come in order.
    cost: { gap: 256 * 1024, piece: 512 * 1024, concurrency: 1, readAhead: 0 },
    read(offset, length, options) {
      const result = turn.then(() => {
        if (offset < stream.position) stream = new InflatingStream(source, part)
        return stream.read(offset, length, options)
      })
      // One after the other, whether or not the last one succeeded.
      turn = result.catch(() => undefined)
      return result
    },
  }
}

class InflatingStream {
  readonly #source: ByteSource
  readonly #part: DeflatedPart
  readonly #inflate: Inflate
  /** What came out and was not passed over, in order. */
  #ready: Uint8Array[] = []
  #produced = 0
  #consumed = 0
  #position = 0

  constructor(source: ByteSource, part: DeflatedPart) {
    this.#source = source
    this.#part = part
    this.#inflate = new Inflate((chunk) => {
      this.#produced += chunk.length
      if (this.#produced > part.size)
        throw malformed(source, `${part.size} bytes when inflated`, 'more')
      this.#ready.push(chunk)
    })
  }

  /** Of the first byte that is still there. */
  get position(): number {
    return this.#position
  }

  async read(offset: number, length: number, options?: ReadOptions): Promise<Uint8Array> {
    const out = new Uint8Array(length)
    let done = 0
    while (done < length) {
      const chunk = this.#ready[0] as Uint8Array | undefined
      if (chunk === undefined) {
        await this.#fill(options)
        continue
      }
      const skip = Math.min(chunk.length, offset + done - this.#position)
      const part = chunk.subarray(skip, skip + length - done)
      out.set(part, done)
      done += part.length
      const used = skip + part.length
      this.#position += used
      if (used === chunk.length) this.#ready.shift()
      else this.#ready[0] = chunk.subarray(used)
    }
    return out
  }

  /** Inflates until something comes out. */
  async #fill(options?: ReadOptions): Promise<void> {
    const { offset, compressed, size } = this.#part
    if (this.#consumed >= compressed)
      throw malformed(this.#source, `${size} bytes when inflated`, `${this.#produced}`)
    const count = Math.min(READ_BYTES, compressed - this.#consumed)
    const { signal } = options ?? {}
    const bytes = await this.#source.read(offset + this.#consumed, count, { signal })
    for (let at = 0; at < count; at += PUSH_BYTES) {
      const piece = bytes.subarray(at, at + PUSH_BYTES)
      try {
        this.#inflate.push(piece.slice(), this.#consumed + at + piece.length === compressed)
      } catch (cause) {
        throw malformed(this.#source, 'deflated bytes', String(cause), cause)
      }
    }
    this.#consumed += count
  }
}
