import { InvalidArgumentError, Option } from 'commander'

/** What can be written of an analysis, in the order in which help lists it. */
export const FORMATS = ['html', 'svg', 'png', 'pdf', 'json', 'csv', 'data', 'npy'] as const

/** One of `FORMATS`. */
export type Format = (typeof FORMATS)[number]

/** Everything that is quick to write and has a use for most. */
export const DEFAULT_FORMATS: readonly Format[] = ['html', 'svg', 'png', 'json', 'csv']

/** The option that chooses what is written. */
export function formatOption(): Option {
  return new Option(
    '--format <list>',
    'what is written, with commas between: html (report), svg png pdf (figures), json (all numbers), csv (tables), ' +
      'data (the numbers behind each figure as CSV), npy (vectors, projections, draws)',
  )
    .default(DEFAULT_FORMATS, DEFAULT_FORMATS.join(','))
    .argParser(formatList)
}

/** Formats with commas between, each once. */
function formatList(text: string): readonly Format[] {
  const names = text.split(',').map((name) => name.trim())
  const wrong = names.find((name) => !(FORMATS as readonly string[]).includes(name))
  if (wrong !== undefined)
    throw new InvalidArgumentError(
      `Expected some of ${FORMATS.join(', ')} with commas between, found '${wrong}'.`,
    )
  return [...new Set(names as Format[])]
}
