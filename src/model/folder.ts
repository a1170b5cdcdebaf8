import { localFiles } from '#local-files'
import { type ModelFiles, modelFiles } from './model-files.js'

/**
 * The files of a local folder.
 *
 * @param source what opens it again
 */
export async function folderFiles(folder: string, source: string): Promise<ModelFiles> {
  const name = folder.split(/[/\\]+/).findLast((part) => part !== '') ?? folder
  const sizes = await localFiles.list(folder)
  const leadsOut = (file: string): Promise<boolean> => localFiles.leadsOut(folder, file)
  return modelFiles({ name, source, sizes, leadsOut }, (file) => localFiles.openFile(folder, file))
}
