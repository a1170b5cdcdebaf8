import type { OutputFolder } from './output-folder.js'
import { printable } from './printable.js'
import { wrap } from './wrap.js'

/**
 * The last line of a summary: which files were written.
 *
 * @param path as it was asked for
 * @param width of the terminal, in columns
 */
export function filesLine(path: string, { names }: OutputFolder, width: number): string {
  return `${printable(wrap(`  files     ${path}: ${names.join(' ')}`, width, 12))}\n`
}
