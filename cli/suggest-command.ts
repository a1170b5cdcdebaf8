import { closest, distance } from 'fastest-levenshtein'
import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { InvalidArgument } from '../src/index.js'

/**
 * A first word that is no command is a model's folder to the main job. Where there is no such folder, but a
 * command of nearly that name, it was a slip.
 */
export async function suggestCommand(program: Command, word: string | undefined): Promise<void> {
  if (word === undefined || word.startsWith('-')) return Promise.resolve()
  const names = program.commands.map((command) => command.name())
  const near = closest(word, names)
  if (names.includes(word) || distance(word, near) > 2 || existsSync(word)) return
  throw new InvalidArgument({
    where: 'command',
    expected: `one of ${names.join(', ')}, or a model’s folder`,
    found: JSON.stringify(word),
    next: `Did you mean ${near}?`,
  })
}
