import type { ByteSource } from '../../bytes/byte-source.js'
import { malformed } from './malformed.js'

/**
 * A window that continues the last one, or nearly, is twice as large: a long header becomes few reads over a network, and hops
 * from one tensor's description to the next throw little away.
 */
const FIRST_WINDOW_BYTES = 16 * 1024
const LAST_WINDOW_BYTES = 512 * 1024

/**
 * Reads a source from front to back in windows, little-endian, never beyond its end. Methods that give a number
 * or a text are asynchronous only when a window is used up, so callers first `need` what they are about to take.
 */
export class ByteCursor {
  readonly #source: ByteSource
  readonly #end: number
  #window: Uint8Array = new Uint8Array()
  #view = new DataView(this.#window.buffer)
  #windowStart: number
  #size = FIRST_WINDOW_BYTES / 2
  #at: number

  constructor(source: ByteSource, start = 0, end = source.size) {
    this.#source = source
    this.#end = end
    this.#at = start
    this.#windowStart = start
  }

  /** Of the next byte, counted from the start of the source. */
  get position(): number {
    return this.#at
  }

  /** Bytes up to the end. */
  get left(): number {
    return this.#end - this.#at
  }

  /**
   * Makes `count` bytes ready to be taken.
   *
   * @param what for the message
   * @throws {Malformed} when fewer are left
   */
  async need(count: number, what: string): Promise<void> {
    if (count > this.left)
      throw malformed(
        this.#source,
        `${what} of ${count} bytes from byte ${this.#at} on`,
        `${this.left} bytes`,
      )
    if (this.has(count)) return
    const continues = this.#at - this.#windowStart <= 2 * this.#window.length
    this.#size = continues ? Math.min(2 * this.#size, LAST_WINDOW_BYTES) : FIRST_WINDOW_BYTES
    this.#windowStart = this.#at
    this.#window = await this.#source.read(
      this.#at,
      Math.min(this.left, Math.max(count, this.#size)),
    )
    this.#view = new DataView(this.#window.buffer, this.#window.byteOffset, this.#window.byteLength)
  }

  /** Tells whether `count` bytes are ready: the quick way round an `await` for each of very many. */
  has(count: number): boolean {
    return this.#at + count <= this.#windowStart + this.#window.length
  }

  /** Goes on at another place, without a read. */
  seek(position: number): void {
    this.#at = position
    if (position < this.#windowStart) {
      this.#windowStart = position
      this.#window = new Uint8Array()
    }
  }

  /** Bytes that `need` made ready; a view, valid until the next `need`. */
  bytes(count: number): Uint8Array {
    const start = this.#take(count)
    return this.#window.subarray(start, start + count)
  }

  /** One byte that `need` made ready. */
  u8(): number {
    return this.#view.getUint8(this.#take(1))
  }

  /** Four bytes that `need` made ready. */
  u32(): number {
    return this.#view.getUint32(this.#take(4), true)
  }

  /** Eight bytes that `need` made ready. */
  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8), true)
  }

  /** The view of the current window and the place in it of `count` bytes that `need` made ready. */
  view(count: number): { readonly view: DataView; readonly at: number } {
    const at = this.#take(count)
    return { view: this.#view, at }
  }

  #take(count: number): number {
    const start = this.#at - this.#windowStart
    this.#at += count
    return start
  }
}
