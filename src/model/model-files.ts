import type { ByteSource, CountedSource } from '../bytes/byte-source.js'
import { counted } from '../bytes/byte-source.js'

/** The files of one model, wherever they lie: a folder, later a repository of the Hub. */
export interface ModelFiles {
  /** Short, for titles. */
  readonly name: string
  /** Opens the same model again when given to `openModel`. */
  readonly source: string
  /** All files and their sizes in bytes, by their paths within the model, with `/` between folders. */
  readonly sizes: ReadonlyMap<string, number>
  /** Opens one of them; a file that was opened before is the same source again. */
  open(name: string): Promise<CountedSource>
  /**
   * Tells whether a link leads from one of the files out of the model's own folder (and of the cache that the
   * folder is part of); asked only of files that are named by the content of another. Absent where there are no
   * links.
   */
  leadsOut?(name: string): Promise<boolean>
  /** Bytes and reads until now. */
  usage(): { readonly bytesRead: number; readonly requests: number }
}

/**
 * Files that are opened once, and counted together.
 *
 * @param open finds and opens a file by its path within the model
 */
export function modelFiles(
  about: Pick<ModelFiles, 'name' | 'source' | 'sizes' | 'leadsOut'>,
  open: (name: string) => Promise<ByteSource>,
): ModelFiles {
  const sources = new Map<string, CountedSource>()
  const sum = (of: (source: CountedSource) => number): number =>
    [...sources.values()].reduce((total, source) => total + of(source), 0)
  return {
    ...about,
    async open(name) {
      const known = sources.get(name)
      if (known) return known
      const source = counted(await open(name))
      sources.set(name, source)
      return source
    },
    usage: () => ({
      bytesRead: sum((source) => source.bytesRead),
      requests: sum((source) => source.requests),
    }),
  }
}
