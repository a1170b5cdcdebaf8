import { InvalidArgumentError, Option } from 'commander'

/** What can be written of an analysis, in the order in which help lists it. */
export const FORMATS = ['html', 'svg', 'png', 'pdf', 'json', 'csv', 'data', 'npy'] as const

/** One of `FORMATS`. */
export type Format = (typeof FORMATS)[number]

/** Everything that is quick to write and has a use for most. */
export const DEFAULT_FORMATS: readonly Format[] = ['html', 'svg', 'png', 'json', 'csv']

/** What a command can write, and what it writes if nothing is said. */
export interface FormatChoice {
  readonly formats: readonly Format[]
  readonly defaults: readonly Format[]
  /** The formats with what each is. */
  readonly told: string
}

const OF_AN_ANALYSIS: FormatChoice = {
  formats: FORMATS,
  defaults: DEFAULT_FORMATS,
  told:
    'html (report), svg png pdf (figures: all of them if one is named here, else the main five), json (all numbers), csv (tables), ' +
    'data (the numbers behind each figure as CSV), npy (vectors, projections, draws)',
}

/** The option that chooses what is written; of an analysis, if nothing else is said. */
export function formatOption({ formats, defaults, told } = OF_AN_ANALYSIS): Option {
  return new Option('--format <list>', `what is written, with commas between: ${told}`)
    .default(defaults, defaults.join(','))
    .argParser((text) => formatList(text, formats))
}

/** Formats with commas between, each once. */
function formatList(text: string, formats: readonly Format[]): readonly Format[] {
  const names = text.split(',').map((name) => name.trim())
  const wrong = names.find((name) => !(formats as readonly string[]).includes(name))
  if (wrong !== undefined)
    throw new InvalidArgumentError(
      `Expected some of ${formats.join(', ')} with commas between; '${wrong}' is none of them.`,
    )
  return [...new Set(names as Format[])]
}
