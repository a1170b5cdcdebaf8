import { type HubFile, requireFile } from './hub-file.js'

/** As Python's client writes it under `trees/`. */
const FORMAT = 1

/** The files of a commit in the form in which Python's client keeps them. */
export function treeJson(files: readonly HubFile[]): string {
  const entries = files.map(({ path, size, digest, pointer, xetHash }): [string, object] => [
    path,
    {
      size,
      blob_id: pointer ?? digest,
      ...(digest.length === 64 ? { lfs_sha256: digest, lfs_size: size } : {}),
      ...(xetHash === undefined ? {} : { xet_hash: xetHash }),
    },
  ])
  return JSON.stringify({ format_version: FORMAT, files: Object.fromEntries(entries) }, null, 2)
}

/**
 * Reads that form; undefined for another, which a later Python may have written.
 *
 * @throws {UnsafeFile} for a path that leads elsewhere
 */
export function parseTree(where: string, text: string): readonly HubFile[] | undefined {
  let tree: { format_version?: unknown; files?: unknown }
  try {
    tree = JSON.parse(text) as typeof tree
  } catch {
    return undefined
  }
  if (tree?.format_version !== FORMAT || typeof tree.files !== 'object' || !tree.files)
    return undefined
  return Object.entries(tree.files as Record<string, Record<string, unknown>>).map(
    ([path, { size, blob_id: pointer, lfs_sha256: sha256, xet_hash: xetHash }]) =>
      requireFile(where, {
        path,
        size: Number(size),
        digest: String(sha256 ?? pointer),
        ...(sha256 === undefined ? {} : { pointer: String(pointer) }),
        ...(typeof xetHash === 'string' ? { xetHash } : {}),
      }),
  )
}
