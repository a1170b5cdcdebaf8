import { randomUUID } from 'node:crypto'
import {
  access,
  readFile,
  readdir,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { localFiles } from '#local-files'
import type { ByteSource } from '../../bytes/byte-source.js'
import { makeFolders } from '../../bytes/make-folders.node.js'
import { rangePack } from '../../bytes/range-pack.node.js'
import { TokenprismError } from '../../errors.js'
import { downloadBlob, fileDigest } from './blob-download.node.js'
import { withFileLock } from './file-lock.node.js'
import type { HubFile } from './hub-file.js'
import { type HubStore, UnwritableCache } from './hub-host.js'
import { COMMIT } from './hub-id.js'
import { parseTree, treeJson } from './tree-json.js'

/**
 * A repository in the cache that Python's client keeps, too: `models--org--name/` with `refs/REVISION` (a commit),
 * `snapshots/COMMIT/PATH` (links to blobs), `blobs/DIGEST`, `trees/COMMIT.json` (what the commit has) and, our own,
 * `ranges/DIGEST/` (parts of large files).
 *
 * @param folder the cache, HF_HUB_CACHE
 */
export function hubStore(folder: string, repo: string): HubStore {
  const name = ['models', ...repo.split('/')].join('--')
  const root = join(folder, name)
  const blobOf = (file: HubFile): string => join(root, 'blobs', file.digest)
  const pointerOf = (commit: string, file: HubFile): string =>
    join(root, 'snapshots', commit, ...file.path.split('/'))

  const link = async (commit: string, file: HubFile): Promise<void> => {
    const [pointer, blob] = [pointerOf(commit, file), blobOf(file)]
    if (await exists(pointer)) return
    await makeFolders(dirname(pointer))
    const made = await symlink(relative(dirname(pointer), blob), pointer).then(
      () => true,
      (error: unknown) => (error as NodeJS.ErrnoException).code === 'EEXIST',
    )
    // Where links are not allowed, as often on Windows, Python's client puts the file itself there.
    if (!made) await rename(blob, pointer)
  }

  const openWhole = async (commit: string, file: HubFile): Promise<ByteSource | undefined> => {
    for (const path of [pointerOf(commit, file), blobOf(file)]) {
      const found = await stat(path).catch(() => undefined)
      if (!found?.isFile() || found.size !== file.size) continue
      // A file that another commit brought. A cache that may not be written serves all the same.
      if (path === blobOf(file)) await link(commit, file).catch(() => undefined)
      return localFiles.openFile(dirname(path), basename(path)).catch(() => undefined)
    }
    return undefined
  }

  const rangesOf = (file: HubFile): string => join(root, 'ranges', file.digest)

  return {
    folder,
    async commitOf(revision) {
      const text = await readFile(join(root, 'refs', revision), 'utf8').catch(() => '')
      return COMMIT.test(text.trim()) ? text.trim() : undefined
    },
    async list(commit) {
      const text = await readFile(treePath(root, commit), 'utf8').catch(() => undefined)
      return text === undefined ? undefined : parseTree(root, text)
    },
    present: (commit) => snapshot(root, commit),
    async save(revision, commit, files) {
      await telling(folder, async () => {
        // Python's client takes a commit without a snapshot for damage.
        await makeFolders(join(root, 'snapshots', commit))
        await tag(folder)
        const tree = treePath(root, commit)
        if (!(await exists(tree))) await replace(tree, treeJson(files))
        const ref = join(root, 'refs', revision)
        if (revision === commit || (await readFile(ref, 'utf8').catch(() => '')) === commit) return
        await replace(ref, commit)
      })
    },
    openWhole,
    async download(commit, file, bytesFrom, signal) {
      return telling(folder, async () => {
        const lock = join(folder, '.locks', name, `${file.digest}.tokenprism.lock`)
        await makeFolders(join(root, 'blobs'))
        return withFileLock(
          lock,
          async () => {
            const there = await openWhole(commit, file)
            if (there) return there
            const where = `${repo}, file ${file.path}`
            await downloadBlob({ path: blobOf(file), file, where, bytesFrom })
            await link(commit, file)
            const pointer = pointerOf(commit, file)
            return localFiles.openFile(dirname(pointer), basename(pointer))
          },
          signal,
        )
      })
    },
    ranges: (file) => rangePack(rangesOf(file)),
    dropRanges: (file) =>
      telling(folder, () => rm(rangesOf(file), { recursive: true, force: true })),
    async check(commit, file) {
      await telling(folder, async () => {
        for (const path of [pointerOf(commit, file), blobOf(file)]) {
          if (!(await exists(path)) || (await fileDigest(path, file)) === file.digest) continue
          await rm(path, { force: true })
          await rm(blobOf(file), { force: true })
        }
      })
    },
  }
}

function treePath(root: string, commit: string): string {
  return join(root, 'trees', `${commit}.json`)
}

/** What Python's client has downloaded of a commit, where nobody listed it. */
async function snapshot(root: string, commit: string): Promise<readonly HubFile[] | undefined> {
  const folder = join(root, 'snapshots', commit)
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const files: HubFile[] = []
  for (const name of names) {
    const found = await stat(join(folder, name)).catch(() => undefined)
    if (!found?.isFile()) continue
    const blob = await readlink(join(folder, name)).catch(() => '')
    files.push({ path: name.split(sep).join('/'), size: found.size, digest: basename(blob) })
  }
  return files.length === 0 ? undefined : files
}

/** A file that appears, or is replaced, as a whole. */
async function replace(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID().slice(0, 8)}.tmp`
  await makeFolders(dirname(path))
  await writeFile(draft, text)
  await rename(draft, path)
}

/** Tells programs that make backups that all of this can be had again (https://bford.info/cachedir/). */
async function tag(folder: string): Promise<void> {
  const text =
    'Signature: 8a477f597d28d172789f06886806bc55\n# A cache of models. See https://bford.info/cachedir/\n'
  await writeFile(join(folder, 'CACHEDIR.TAG'), text, { flag: 'wx' }).catch(() => undefined)
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** The system's errors as ours; those of a signal and our own as they are. */
async function telling<T>(folder: string, task: () => Promise<T>): Promise<T> {
  return task().catch((cause: unknown) => {
    const isSystem = cause instanceof Error && 'syscall' in cause
    if (cause instanceof TokenprismError || !isSystem) throw cause
    throw new UnwritableCache(
      {
        where: folder,
        expected: 'a cache that can be written',
        found: cause.message,
        next: 'Check permissions and free space, or name another folder in HF_HUB_CACHE.',
      },
      { cause },
    )
  })
}
