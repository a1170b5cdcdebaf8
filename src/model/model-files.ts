import type { ByteSource, CountedSource } from '../bytes/byte-source.js'
import { counted } from '../bytes/byte-source.js'
import type { Traffic } from '../bytes/http-client.js'

/** The files of one model, wherever they lie: a folder, a repository of a Hub, behind an address. */
export interface ModelFiles {
  /** Short, for titles. */
  readonly name: string
  /** Opens the same model again when given to `openModel`. */
  readonly source: string
  /** The commit that they are of, for a model of a Hub. */
  readonly commit?: string
  /** All files and their sizes in bytes, by their paths within the model, with `/` between folders. */
  readonly sizes: ReadonlyMap<string, number>
  /**
   * Looks files up that the content of another names, and adds those that there are to `sizes`. Absent where `sizes` has all
   * files from the beginning.
   */
  lookUp?(names: readonly string[]): Promise<void>
  /** Opens one of them; a file that was opened before is the same source again. */
  open(name: string): Promise<CountedSource>
  /**
   * Tells whether a link leads from one of the files out of the model's own folder (and of the cache that the
   * folder is part of); asked only of files that are named by the content of another. Absent where there are no
   * links.
   */
  leadsOut?(name: string): Promise<boolean>
  /** Bytes, reads, and the files that were opened until now, wherever they came from. */
  usage(): {
    readonly bytesRead: number
    readonly requests: number
    readonly opened: readonly string[]
  }
  /** What of it came over a network, with what it took to find and download the files. */
  traffic(): Traffic
  /** What keeps them on disk for the next run; absent where nothing does. */
  readonly cache?: FilesCache
}

/** A cache of a model's files: some whole, and compared with their digests, of some only parts. */
export interface FilesCache {
  readonly folder: string
  /** Brings a file whole into it. */
  download(name: string): Promise<void>
  /**
   * Lets go of all parts that were read until now, since something does not parse.
   *
   * @returns true if some of them had been kept, so that another reading may give other bytes
   */
  distrust(): Promise<boolean>
  /**
   * Compares those files with their digests of which all parts are here.
   *
   * @returns the names of those of which only a part is here, which no digest can be compared with
   * @throws {Integrity} when a file is wrong a second time
   */
  complete(): Promise<readonly string[]>
  /**
   * Lets go of all parts, and of the whole files that are not what their digests say.
   *
   * @throws {Offline} when they could not be fetched anew
   */
  refresh(): Promise<void>
}

/** What a place tells of its files. */
export interface FilesPlace extends Pick<
  ModelFiles,
  'name' | 'source' | 'commit' | 'sizes' | 'lookUp' | 'leadsOut' | 'cache'
> {
  /** No traffic by default. */
  readonly traffic?: ModelFiles['traffic']
}

/**
 * Files that are opened once, and counted together.
 *
 * @param open finds and opens a file by its path within the model
 */
export function modelFiles(
  place: FilesPlace,
  open: (name: string) => Promise<ByteSource>,
): ModelFiles {
  const sources = new Map<string, Promise<CountedSource>>()
  const opened: CountedSource[] = []
  const sum = (of: (source: CountedSource) => number): number =>
    opened.reduce((total, source) => total + of(source), 0)
  const openOnce = async (name: string): Promise<CountedSource> => {
    const source = counted(await open(name))
    opened.push(source)
    return source
  }
  return {
    traffic: () => ({ requests: 0, bytes: 0 }),
    ...place,
    open(name) {
      const known = sources.get(name)
      if (known) return known
      const opening = openOnce(name)
      sources.set(name, opening)
      // One that failed may succeed another time.
      opening.catch(() => sources.delete(name))
      return opening
    },
    usage: () => ({
      bytesRead: sum((source) => source.bytesRead),
      requests: sum((source) => source.requests),
      opened: [...sources.keys()],
    }),
  }
}
