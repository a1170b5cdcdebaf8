import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import {
  InvalidArgument,
  type SplitRule,
  type TokenSetOptions,
  VARIANT_CHOICES,
  type VariantChoice,
  parseVariantChoice,
  presets,
} from '../src/index.js'
import { commaList } from '../src/tokens/set-spec.js'

/** The options of every command that takes a token set. */
export interface SetFlags {
  readonly set?: string
  readonly label?: string
  readonly variant: VariantChoice
  readonly split?: SplitRule
}

/** Adds the options that name a set and say how its words become tokens. */
export function addSetOptions(command: Command): Command {
  const names = presets.map((preset) => preset.name).join(', ')
  return addWordOptions(
    command
      .option(
        '--set <set>',
        `${names}; words with commas between; @file with a word a line; or /a pattern/ over the vocabulary (default: letters)`,
        once,
      )
      .option(
        '--label <name>',
        'what the set is called (default: its own name, that of its file, or its first words)',
        visibleName,
      ),
  )
}

/** Of two sets the first would be lost without a word. */
function once(set: string, before: string | undefined): string {
  if (before !== undefined)
    throw new InvalidArgumentError(
      `Expected one set, not ${JSON.stringify(before)} too: 'tokenprism compare --set … --set …' takes several.`,
    )
  return set
}

function visibleName(label: string): string {
  if (label.trim() === '') throw new InvalidArgumentError('Expected a name that is not empty.')
  return label
}

/** Adds the options that say how words become tokens. */
export function addWordOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--variant <form>',
        `which form of each word: ${VARIANT_CHOICES.join(', ')}, or a form and a case: space,upper; auto is bare, or else with a space before`,
      )
        .argParser(variantChoice)
        .default('auto'),
    )
    .addOption(
      new Option(
        '--split <rule>',
        'what happens to a word that is not one token: an error, left out, or the mean of its pieces (default: error; skip for the named sets)',
      ).choices(['error', 'skip', 'mean']),
    )
}

/** What `--set`, `--variant` and `--split` mean to the library; a file's words are read here. */
export async function setOptions(
  flags: SetFlags,
): Promise<TokenSetOptions & { readonly set?: string | readonly string[] }> {
  const { set, label, variant, split } = flags
  const how = { variant, ...(split && { split }), ...(label !== undefined && { label }) }
  if (set === undefined) return how
  if (!set.startsWith('@') || set.includes(',')) return { set, ...how }
  const path = set.slice(1)
  const words = await wordsOfFile(path)
  // The same set in the same form, whichever way it was given: the analysis can be asked for again without the file.
  return { set: commaList(words) ?? words, label: basename(path).replace(/\.[^.]*$/, ''), ...how }
}

/** No list of words is larger; a device that never ends is no list. */
const MOST_BYTES = 16 * 1024 * 1024

/** A word a line, without the spaces around it. */
async function wordsOfFile(path: string): Promise<string[]> {
  try {
    const { size } = await stat(path).then((found) => {
      if (!found.isFile()) throw new Error('no plain file')
      return found
    })
    if (size > MOST_BYTES) throw new Error(`${size} bytes`)
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
    return text.split(/\r?\n/).map((line) => line.trim())
  } catch (cause) {
    throw new InvalidArgument(
      {
        where: `--set @${path}`,
        expected: 'a text file in UTF-8 with a word a line, of at most 16 MB',
        found: cause instanceof Error ? cause.message : String(cause),
        next: 'Check the path.',
      },
      { cause },
    )
  }
}

function variantChoice(text: string): VariantChoice {
  try {
    parseVariantChoice(text)
    return text as VariantChoice
  } catch (error) {
    throw new InvalidArgumentError(
      error instanceof InvalidArgument ? `Expected ${error.expected}.` : '',
    )
  }
}
