import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { Option, type Command } from 'commander'
import {
  InvalidArgument,
  type SplitRule,
  type TokenSetOptions,
  VARIANT_CHOICES,
  type VariantChoice,
  presets,
} from '../src/index.js'

/** The options of every command that takes a token set. */
export interface SetFlags {
  readonly set?: string
  readonly variant: VariantChoice
  readonly split: SplitRule
}

/** Adds the options that name a set and say how its words become tokens. */
export function addSetOptions(command: Command): Command {
  const names = presets.map((preset) => preset.name).join(', ')
  return command
    .option(
      '--set <set>',
      `${names}; words with commas between; @file with a word a line; or /a pattern/ over the vocabulary (default: letters)`,
    )
    .addOption(
      new Option(
        '--variant <form>',
        'which form of each word; auto is bare, or else with a space before',
      )
        .choices(VARIANT_CHOICES)
        .default('auto'),
    )
    .addOption(
      new Option('--split <rule>', 'what happens to a word that is not one token')
        .choices(['error', 'skip', 'mean'])
        .default('error'),
    )
}

/** What `--set`, `--variant` and `--split` mean to the library; a file's words are read here. */
export async function setOptions(
  flags: SetFlags,
): Promise<TokenSetOptions & { readonly set?: string | readonly string[] }> {
  const { set, variant, split } = flags
  if (set === undefined) return { variant, split }
  if (!set.startsWith('@')) return { set, variant, split }
  const path = set.slice(1)
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new InvalidArgument(
      {
        where: `--set ${set}`,
        expected: 'a text file with a word a line',
        found: cause instanceof Error ? cause.message : String(cause),
        next: 'Check the path.',
      },
      { cause },
    )
  })
  const words = text.split(/\r?\n/).map((line) => line.trim())
  return { set: words, label: basename(path).replace(/\.[^.]*$/, ''), variant, split }
}
