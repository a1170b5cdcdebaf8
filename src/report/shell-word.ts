import { replaceInvisible } from '../tokens/display.js'

/**
 * One word of a shell, in quotes where it needs them. What is invisible or would steer the text around it is written as
 * its bytes in UTF-8, `$'\x07'`: a page shows such characters as something else, and what is copied from it has to be
 * the same word. Bash, zsh and POSIX of 2024 read bytes in any locale; `\u202e` only bash and zsh do, in some.
 */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text
  if (replaceInvisible(text, () => '') === text) return `'${text.replaceAll("'", "'\\''")}'`
  const visible = text.replace(/[\\']/g, '\\$&')
  return `$'${replaceInvisible(visible, bytesOf)}'`
}

function bytesOf(character: string): string {
  const bytes = new TextEncoder().encode(character)
  return Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
}
