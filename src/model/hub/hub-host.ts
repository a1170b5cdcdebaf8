import { Io } from '../../errors.js'
import type { ByteSource } from '../../bytes/byte-source.js'
import type { RangeCache } from '../../bytes/range-cache.js'
import type { HubFile } from './hub-file.js'
import type { HubOptions } from './hub-settings.js'

/** The cache could not be written: where nothing has to be kept, a reader can go on without it. */
export class UnwritableCache extends Io {}

/**
 * The port to what a machine offers for the Hub: an environment and a cache on disk. `#hub-host` is its Node side in
 * Node and its browser side, which has neither, elsewhere.
 */
export interface HubHost {
  /** What the environment says, as Python's client reads it. */
  environment(): HubOptions
  /** A repository's place in the cache; undefined where there is no disk. */
  openStore(folder: string, repo: string): HubStore | undefined
}

/** One repository in the cache, laid out as Python's `huggingface_hub` does. */
export interface HubStore {
  /** The cache that it is part of. */
  readonly folder: string
  /** The commit that a branch or tag last was. */
  commitOf(revision: string): Promise<string | undefined>
  /** All files of a commit, if they were listed before. */
  list(commit: string): Promise<readonly HubFile[] | undefined>
  /** The files of a commit that lie here whole; undefined where there are none. */
  present(commit: string): Promise<readonly HubFile[] | undefined>
  /** Notes a commit and its files. */
  save(revision: string, commit: string, files: readonly HubFile[]): Promise<void>
  /** A file that lies here whole. */
  openWhole(commit: string, file: HubFile): Promise<ByteSource | undefined>
  /**
   * Downloads a file to where `openWhole` finds it, or waits for another process that does.
   *
   * @param bytesFrom the file's bytes from an offset on: what an earlier download left is not asked for again
   * @throws {Integrity} when what arrives is not the file
   * @throws {Io} when it cannot be written
   */
  download(
    commit: string,
    file: HubFile,
    bytesFrom: (offset: number) => AsyncIterable<Uint8Array>,
    signal?: AbortSignal,
  ): Promise<ByteSource>
  /** The ranges of a file that lie here. */
  ranges(file: HubFile): Promise<RangeCache>
  /** Lets all ranges of a file go. */
  dropRanges(file: HubFile): Promise<void>
  /** Lets a whole file go if its digest is not what it should be. */
  check(commit: string, file: HubFile): Promise<void>
}
