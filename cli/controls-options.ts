import { type Command, InvalidArgumentError, Option } from 'commander'
import {
  type AnalyzeOptions,
  CENTRES,
  MATCH_KEYS,
  type MatchKey,
  NORMALISATIONS,
  ROW_KINDS,
  type RowKind,
  type Transform,
} from '../src/index.js'
import { MEMBERS, type Members } from '../src/projection/membership.js'
import { wholeNumber } from './option-values.js'

/** The options of every command that compares a set with random ones. */
export interface ControlsFlags {
  readonly controls?: number
  readonly seed: number
  readonly match?: readonly MatchKey[]
  readonly pool?: number
  readonly excludeRows?: true | readonly RowKind[]
  readonly projection: boolean
  readonly members?: Members
  readonly centre: Transform['centre']
  readonly normalise: Transform['normalise']
  readonly remove: number
  readonly whiten?: true
}

/** Adds the options that say what a set is compared with, and what is done to embeddings first. */
export function addControlsOptions(command: Command): Command {
  return command
    .option(
      '--controls <n>',
      'random sets to compare with (default: 999; 199 for more than 100 tokens, 99 for more than 300)',
      wholeNumber,
    )
    .option('--seed <n>', 'of the random sets', wholeNumber, 1)
    .option(
      '--match <keys>',
      `in what each random set is like the set: ${MATCH_KEYS.join(', ')}, with commas between`,
      matchKeys,
    )
    .option(
      '--pool <n>',
      'draw from a sample of so many tokens, to read few rows (default: all; with --no-projection 512, or 20 a token)',
      wholeNumber,
    )
    .option(
      '--exclude-rows <kinds>',
      `rows that are never drawn: ${ROW_KINDS.join(', ')}, with commas between, or all; reads the table once more`,
      rowKinds,
    )
    .option('--no-projection', 'leave out what needs the whole table: projections and poles')
    .addOption(
      new Option(
        '--members <how>',
        'members’ projections on the vector found without them, or fitted to themselves (default: held-out)',
      ).choices([...MEMBERS]),
    )
    .addOption(
      new Option(
        '--centre <mean>',
        'what is subtracted from each submatrix: its own mean, the vocabulary’s, or nothing',
      )
        .choices(CENTRES)
        .default('set'),
    )
    .addOption(
      new Option('--normalise <what>', 'gives every embedding unit length first')
        .choices(NORMALISATIONS)
        .default('none'),
    )
    .option('--remove <k>', 'project off the vocabulary’s k strongest directions', wholeNumber, 0)
    .option('--whiten', 'give the vocabulary unit variance in every direction')
}

/** What these options mean to the library. */
export function controlsOptions(
  flags: ControlsFlags,
): Pick<AnalyzeOptions, 'controls' | 'projection' | 'members' | 'transform'> {
  const { controls: draws, seed, match, pool, projection, members } = flags
  const { centre, normalise, remove, whiten = false } = flags
  return {
    controls: {
      seed,
      ...(draws === undefined ? {} : { draws }),
      ...(match && { match }),
      ...(pool === undefined ? {} : { pool }),
      ...(flags.excludeRows && { excludeRows: flags.excludeRows }),
    },
    projection,
    ...(members && { members }),
    transform: { centre, normalise, remove, whiten },
  }
}

function matchKeys(value: string): readonly MatchKey[] {
  return someOf(MATCH_KEYS, value)
}

function rowKinds(value: string): true | readonly RowKind[] {
  return value === 'all' || someOf(ROW_KINDS, value, ', or all')
}

/** Names with commas between, in their own order. */
function someOf<T extends string>(names: readonly T[], value: string, or = ''): readonly T[] {
  const given = value.split(',').map((name) => name.trim())
  const wrong = given.find((name) => !names.some((known) => known === name))
  if (wrong !== undefined)
    throw new InvalidArgumentError(
      `Expected some of ${names.join(', ')} with commas between${or}, found ${JSON.stringify(wrong)}.`,
    )
  return names.filter((name) => given.includes(name))
}
