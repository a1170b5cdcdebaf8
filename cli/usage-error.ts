import type { Command, CommanderError } from 'commander'
import { InvalidArgument } from '../src/index.js'

/** What a command line should have had, by commander's code. */
const EXPECTED: Readonly<Record<string, string>> = {
  'commander.unknownOption': 'an option of this command',
  'commander.unknownCommand': 'a command',
  'commander.optionMissingArgument': 'a value after this option',
  'commander.missingArgument': 'all arguments of this command',
  'commander.excessArguments': 'no more arguments than this command has',
  'commander.missingMandatoryOptionValue': 'all options that this command must have',
}

/** Commander's complaint in the form of all other errors. */
export function usageError(
  { code, message }: CommanderError,
  program: Command,
  args: readonly string[],
): InvalidArgument {
  const command = program.commands.find((known) => known.name() === args[0])
  const help = `tokenprism ${command ? `${command.name()} ` : ''}--help`
  const [complaint, suggestion] = message.replace(/^error: /, '').split('\n')
  const next = suggestion ? `${suggestion.replace(/^\((.*)\)$/, '$1')} ` : ''
  // "option '--seed <n>' argument 'x' is invalid. Expected a whole number, 1 for example."
  const [, where, found, expected] =
    /^(.*?) (?:argument|value) ?('.*') is invalid\. (.*)$/.exec(complaint) ?? []
  return new InvalidArgument({
    where: where ?? 'command line',
    expected: (expected ?? EXPECTED[code] ?? 'a command line as the help has it')
      .replace(/^Expected |^Allowed choices are /, '')
      .replace(/\.$/, ''),
    found: found ?? complaint,
    next: `${next}See ${help}.`,
  })
}
