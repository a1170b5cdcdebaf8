import { Unsupported } from '../errors.js'
import type { LocalFiles } from './local-files.js'

function refuse(path: string): never {
  throw new Unsupported({
    where: path,
    expected: 'a model that a page can reach',
    found: 'a path, and pages have no local files',
    next: 'Use tokenprism in Node for local models.',
  })
}

/** A page has no local files: nothing is at any path, and to open one is refused. */
export const localFiles: LocalFiles = {
  kindOf: async () => 'missing',
  list: async (folder) => refuse(folder),
  sizeOf: async (folder) => refuse(folder),
  split: (path) => refuse(path),
  openFile: async (folder) => refuse(folder),
  leadsOut: async (folder) => refuse(folder),
  embeddedModelFolder: () => refuse('the embedded model'),
  absolute: (path) => path,
}
