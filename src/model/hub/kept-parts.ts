import type { ByteSource } from '../../bytes/byte-source.js'
import type { HttpSource } from '../../bytes/http-source.js'
import { type CachedSource, type RangeCache, cachedSource } from '../../bytes/range-cache.js'
import { stream } from '../../bytes/stream.js'
import { Integrity } from '../../errors.js'
import type { HubFile } from './hub-file.js'
import type { HubStore } from './hub-host.js'

/** A file that is read in parts, which are kept. */
interface Part {
  readonly file: HubFile
  readonly remote: HttpSource
  readonly cache: RangeCache
  readonly source: CachedSource
}

/**
 * The files of a commit that are read in parts. The digest of a file says nothing of a part, so that a part is believed
 * until it does not parse; once all parts are here, they are compared with it.
 */
export class KeptParts {
  readonly #store: HubStore
  readonly #commit: string
  readonly #signal: AbortSignal | undefined
  readonly #parts: Part[] = []

  constructor(store: HubStore, commit: string, signal: AbortSignal | undefined) {
    this.#store = store
    this.#commit = commit
    this.#signal = signal
  }

  /** @param onFailure told once when nothing can be kept */
  async open(
    file: HubFile,
    remote: HttpSource,
    onFailure: (error: unknown) => void,
  ): Promise<ByteSource> {
    const cache = await this.#store.ranges(file)
    const source = cachedSource(remote, cache, onFailure)
    this.#parts.push({ file, remote, cache, source })
    return source
  }

  /**
   * Lets go of everything that was read of them until now: it does not parse.
   *
   * @returns true if a part of it had been kept before, so that it may be another when it is read anew
   */
  async distrust(): Promise<boolean> {
    let wasKept = false
    for (const { source } of this.#parts) if (await source.distrust()) wasKept = true
    return wasKept
  }

  /**
   * Makes whole files of those of which all bytes are here. Should the bytes not be the file's, it is downloaded once
   * more in one piece, and nothing is kept if that is wrong, too.
   *
   * @returns the paths of those of which only a part is here
   * @throws {Integrity} when what arrives is not the file
   */
  async complete(): Promise<readonly string[]> {
    const partial: string[] = []
    for (const part of this.#parts) {
      const whole = { offset: 0, length: part.file.size }
      if (part.cache.missing(whole).length === 0) await this.#complete(part)
      else partial.push(part.file.path)
    }
    return partial
  }

  async #complete({ file, remote, source }: Part): Promise<void> {
    const options = { signal: this.#signal }
    const kept = (offset: number): AsyncIterable<Uint8Array> =>
      stream(source, { offset, length: file.size - offset }, 1, options)
    const anew = (offset: number): AsyncIterable<Uint8Array> =>
      remote.stream(offset, file.size - offset, options)
    try {
      await this.#store.download(this.#commit, file, kept, this.#signal)
    } catch (error) {
      if (!(error instanceof Integrity)) throw error
      await this.#store.dropRanges(file)
      await this.#store.download(this.#commit, file, anew, this.#signal)
    }
    await this.#store.dropRanges(file)
  }
}
