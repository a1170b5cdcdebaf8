import { escapeInvisible } from '../src/index.js'

/** Lines of text that cannot steer a terminal. */
export function printable(text: string): string {
  return text.split('\n').map(escapeInvisible).join('\n')
}
