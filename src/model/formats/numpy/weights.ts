import type { ByteSource } from '../../../bytes/byte-source.js'
import { sliceSource } from '../../../bytes/slice-source.js'
import type { ModelFiles } from '../../model-files.js'
import { rawTensor } from '../../raw-tensor.js'
import type { LocatedTensor, Weights } from '../../weights.js'
import { malformed, unsupported } from '../malformed.js'
import { findTokenList } from '../token-list.js'
import { weightsOf } from '../weights-of.js'
import { type ZipEntry, dataOffsetOf, readZipDirectory } from '../zip.js'
import { inflatedSource } from './inflated-source.js'
import { readNpyHeader } from './npy-header.js'

/** The array of an npy file, under the file's own name, with the list of tokens beside it. */
export async function npyWeights(files: ModelFiles, file: string): Promise<Weights> {
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.npy$/i, '')
  const tensor = await arrayOf(files.source, file, name, await files.open(file))
  return weightsOf('npy', file, [tensor], await findTokenList(files, file))
}

/**
 * The arrays of an npz archive, with the list of tokens beside it. Rows of arrays that are stored as they are
 * (`np.savez`) are read where they lie; compressed ones (`np.savez_compressed`) are inflated up to the row that is
 * needed, in constant memory.
 */
export async function npzWeights(files: ModelFiles, file: string): Promise<Weights> {
  const archive = await files.open(file)
  const entries = new Map<string, ZipEntry>()
  for (const [name, entry] of await readZipDirectory(archive))
    if (name.endsWith('.npy')) entries.set(name.slice(0, -'.npy'.length), entry)
  const tokens = await findTokenList(files, file)
  return {
    format: 'npz',
    files: [file],
    names: [...entries.keys()],
    fileOf: () => file,
    async locate(name) {
      const entry = entries.get(name)
      if (entry === undefined) throw malformed(archive, `the array ${name}`, 'none of that name')
      return arrayOf(files.source, file, name, await contentOf(archive, entry))
    },
    ...(tokens && { tokens }),
  }
}

async function contentOf(archive: ByteSource, entry: ZipEntry): Promise<ByteSource> {
  const { method, size, compressed } = entry
  const offset = await dataOffsetOf(archive, entry)
  if (method === 8) return inflatedSource(archive, { offset, compressed, size })
  if (method === 0 && size === compressed) return sliceSource(archive, offset, size)
  throw unsupported(archive.name, 'entries that are stored or deflated', `the method ${method}`)
}

async function arrayOf(
  where: string,
  file: string,
  name: string,
  source: ByteSource,
): Promise<LocatedTensor> {
  const { fortran, ...header } = await readNpyHeader(source)
  const strides = fortran ? { strides: [1, header.shape[0]] } : {}
  // Arrays of one archive are sources of their own, whose offsets are alike.
  return { ...rawTensor(where, source, { name, file, ...header, ...strides }), place: name }
}
