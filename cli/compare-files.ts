import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** SHA-256 by file name; undefined where there is no such file. */
export type FileDigests = ReadonlyMap<string, string | undefined>

/** Holds timings, and is compared number by number instead. */
const NOT_COMPARED = 'analysis.json'

/** The digests of files in a folder. */
export async function digestsOf(folder: string, names: readonly string[]): Promise<FileDigests> {
  const digests = new Map<string, string | undefined>()
  for (const name of names) {
    if (name === NOT_COMPARED) continue
    const bytes = await readFile(join(folder, name)).catch(() => undefined)
    digests.set(name, bytes && createHash('sha256').update(bytes).digest('hex'))
  }
  return digests
}

/** Which of the files that were made anew are those of then, in a sentence. */
export function filesCompared(then: FileDigests, now: FileDigests): string {
  const names = [...now.keys()]
  const known = names.filter((name) => then.get(name) !== undefined)
  const missing = names.filter((name) => then.get(name) === undefined)
  if (known.length === 0)
    return names.length === 0 ? 'no other file was made' : 'none of these files is beside FILE'
  const other = known.filter((name) => then.get(name) !== now.get(name))
  const same =
    other.length === 0
      ? `${known.length} ${known.length === 1 ? 'file has' : 'files have'} the same bytes as beside FILE`
      : `${known.length - other.length} of ${known.length} files have the same bytes as beside FILE; other bytes: ${other.join(' ')}`
  return missing.length === 0 ? same : `${same}; not there: ${missing.join(' ')}`
}
