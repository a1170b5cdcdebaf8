import { localFiles } from '#local-files'
import { type ModelFiles, modelFiles } from './model-files.js'

/** More files in folders below are not looked up, so that an index of a million names costs no million questions. */
const MAX_LOOKED_UP = 1_000

/**
 * The files of a local folder and of `onnx` in it. Others below, which may be trees without end, are found once they are named.
 *
 * @param source what opens it again
 */
export async function folderFiles(folder: string, source: string): Promise<ModelFiles> {
  const name = folder.split(/[/\\]+/).findLast((part) => part !== '') ?? folder
  const sizes = new Map(await localFiles.list(folder))
  const lookUp = async (names: readonly string[]): Promise<void> => {
    const below = new Set(names.filter((file) => file.includes('/') && !sizes.has(file)))
    for (const file of [...below].slice(0, MAX_LOOKED_UP)) {
      const size = await localFiles.sizeOf(folder, file)
      if (size !== undefined) sizes.set(file, size)
    }
  }
  const leadsOut = (file: string): Promise<boolean> => localFiles.leadsOut(folder, file)
  return modelFiles({ name, source, sizes, lookUp, leadsOut }, (file) =>
    localFiles.openFile(folder, file),
  )
}
