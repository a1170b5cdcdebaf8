import { LimitExceeded, Malformed, TokenprismError, UnsafeFile, Unsupported } from '../errors.js'
import type { ModelFiles } from './model-files.js'

/** What reading bytes comes to that are not what was written. */
const SIGNS = [Malformed, LimitExceeded, Unsupported, UnsafeFile]

/**
 * Reads something of a model's files, and should it not parse, once more without what a cache held of it: parts of a
 * file have no checksum to be compared with, and one that was damaged on its way must not stay for good.
 *
 * @throws the error of the second reading, which tells where the cache is and how to renew it
 */
export async function trustingOnce<T>(files: ModelFiles, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    const { cache } = files
    if (!cache || !SIGNS.some((sign) => error instanceof sign)) throw error
    if (!(await cache.distrust())) throw renewable(error, cache.folder)
    try {
      return await read()
    } catch (again) {
      // What does not parse is not worth keeping.
      await cache.distrust()
      throw renewable(again, cache.folder)
    }
  }
}

function renewable(error: unknown, folder: string): unknown {
  if (!(error instanceof TokenprismError)) return error
  const { where, expected, found, next } = error
  const Kind = error.constructor as new (
    parts: { where: string; expected: string; found: string; next: string },
    options: ErrorOptions,
  ) => TokenprismError
  const more = `Parts in the cache were read anew; 'tokenprism fetch --refresh' compares the whole files in it, too (${folder}).`
  return new Kind({ where, expected, found, next: `${next} ${more}` }, { cause: error })
}
