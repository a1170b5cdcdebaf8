import { LimitExceeded } from '../../errors.js'
import { zeros } from '../matrix.js'
import { MAX_PAGES } from './binaries.js'
import type { Address } from './kernels.js'

/** The first KB belongs to the control words of the threads; AssemblyScript's own data follow. */
const FIRST_FREE = 4096

const PAGE = 65536

/** Memory in which kernels work: addresses are handed out one after the other and taken back in reverse. */
export class Arena {
  readonly #memory: WebAssembly.Memory | undefined
  #plain = new ArrayBuffer(PAGE)
  #top: Address = FIRST_FREE

  /** @param memory of WebAssembly; without one, ordinary memory for the kernels in TypeScript */
  constructor(memory?: WebAssembly.Memory) {
    this.#memory = memory
  }

  /** What the arena has now; it becomes another object as the arena grows. */
  get buffer(): ArrayBufferLike {
    return this.#memory ? this.#memory.buffer : this.#plain
  }

  /** Where the next allocation begins; given to `release`, it takes back all that came after. */
  get mark(): Address {
    return this.#top
  }

  /** Takes back everything from an earlier `mark` on. */
  release(mark: Address): void {
    this.#top = mark
  }

  /**
   * Room for so many bytes, on a cache line of its own. What lies there is not cleared, and views made before may
   * be stale.
   *
   * @throws {LimitExceeded} beyond 4 GB, or where the machine has no more
   */
  alloc(bytes: number): Address {
    const at = this.#top
    const end = at + Math.ceil(bytes / 64) * 64
    if (end > this.buffer.byteLength) this.#grow(end)
    this.#top = end
    return at
  }

  /** A view of n float64; valid until the next `alloc`. */
  f64(at: Address, n: number): Float64Array {
    return new Float64Array(this.buffer, at, n)
  }

  /**
   * A copy of n float64 outside of the arena.
   *
   * @throws {LimitExceeded} where the machine has no room for it
   */
  copy(at: Address, n: number): Float64Array {
    const out = zeros(1, n).data
    out.set(this.f64(at, n))
    return out
  }

  /** A view of n float32; valid until the next `alloc`. */
  f32(at: Address, n: number): Float32Array {
    return new Float32Array(this.buffer, at, n)
  }

  /** A view of n unsigned 32-bit numbers; valid until the next `alloc`. */
  u32(at: Address, n: number): Uint32Array {
    return new Uint32Array(this.buffer, at, n)
  }

  /** A view of n bytes; valid until the next `alloc`. */
  u8(at: Address, n: number): Uint8Array {
    return new Uint8Array(this.buffer, at, n)
  }

  #grow(end: number): void {
    try {
      if (end > MAX_PAGES * PAGE) throw new RangeError('beyond what addresses reach')
      if (this.#memory) this.#memory.grow(Math.ceil((end - this.buffer.byteLength) / PAGE))
      else {
        const larger = new ArrayBuffer(Math.ceil((end * 1.25) / PAGE) * PAGE)
        new Uint8Array(larger).set(new Uint8Array(this.#plain))
        this.#plain = larger
      }
    } catch (cause) {
      throw new LimitExceeded(
        {
          where: 'memory of a decomposition',
          expected: 'at most 4 GB, and what the machine has left',
          found: `a need for ${Math.round(end / 1e6)} MB`,
          next: 'Decompose a smaller matrix, or only its singular values.',
        },
        { cause },
      )
    }
  }
}
