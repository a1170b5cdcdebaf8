import { type Command, Option } from 'commander'
import {
  type ComparedSet,
  type Comparison,
  type Scale,
  type SplitRule,
  type VariantChoice,
  anglesCsv,
  compare,
  comparedSpectraCsv,
  comparisonCsv,
  comparisonFigures,
  comparisonToJson,
  directionsCsv,
  testsCsv,
} from '../../src/index.js'
import { comparisonSummary } from '../comparison-summary.js'
import { type ControlsFlags, addControlsOptions, controlsOptions } from '../controls-options.js'
import { writeDrawings } from '../renderer.js'
import { type FigureFlags, addRenderOptions } from '../figure-options.js'
import { filesLine } from '../files-line.js'
import { type Format, type FormatChoice, formatOption } from '../formats.js'
import { MODEL_HELP, type ModelFlags, addModelOptions, openSource } from '../model-options.js'
import { wholeNumber } from '../option-values.js'
import { folderName } from '../folder-name.js'
import { type OutputFolder, prepareOutputFolder } from '../output-folder.js'
import { addWordOptions, setOptions } from '../set-argument.js'
import { stdoutStyle } from '../style.js'

interface Flags extends ModelFlags, ControlsFlags, Pick<FigureFlags, 'theme' | 'dpi' | 'font'> {
  readonly set: readonly string[]
  readonly variant: VariantChoice
  readonly split: SplitRule
  readonly directions: number
  readonly scale: Scale
  readonly log?: true
  readonly format: readonly Format[]
  readonly out?: string
  readonly json?: true
}

/** What is compared when nothing is named. */
const DEFAULT_SETS = ['letters', 'digits', 'weekdays', 'months']

const OF_A_COMPARISON: FormatChoice = {
  formats: ['svg', 'png', 'pdf', 'json', 'csv'],
  defaults: ['svg', 'png', 'json', 'csv'],
  told: 'svg png pdf (figures), json (all numbers), csv (tables)',
}

/** `tokenprism compare`: several sets in one model, or one set in several. */
export function compareCommand(program: Command, signal: AbortSignal): void {
  addRenderOptions(addControlsOptions(addWordOptions(addModelOptions(program.command('compare')))))
    .description(
      'several sets, or one set in several models: spectra, shared directions, adjusted p-values',
    )
    .argument('[models...]', MODEL_HELP)
    .addOption(
      new Option('--set <set>', 'a set to compare, as for analyze; may be given again')
        .argParser((set: string, before: readonly string[]) => [...before, set])
        .default([], `${DEFAULT_SETS.join(', ')}; with several models: letters`),
    )
    .option('--directions <k>', 'leading directions that make a set’s subspace', wholeNumber, 3)
    .addOption(
      new Option('--scale <scale>', 'units of the spectra on the figure')
        .choices(['raw', 'max', 'share'])
        .default('share'),
    )
    .option('--log', 'a logarithmic axis for the spectra on the figure')
    .option(
      '--out <folder>',
      'where the files go (default: tokenprism-out/compare-…; with --json, nowhere)',
    )
    .addOption(formatOption(OF_A_COMPARISON))
    .option('--json', 'print the comparison as JSON and nothing else')
    .addHelpText('after', EXAMPLES)
    .action(async (sources: readonly string[], flags: Flags) => {
      await runCompare(sources, flags, signal)
    })
}

const EXAMPLES = `
Examples:
  tokenprism compare --set weekdays --set months --set red,green,blue
  tokenprism compare ./bert-base-uncased ./gpt2 --set weekdays
  tokenprism compare --set letters --set digits --match length --directions 2
  tokenprism compare --set letters --set digits --log --format pdf,csv --out letters-digits
`

async function runCompare(
  sources: readonly string[],
  flags: Flags,
  signal: AbortSignal,
): Promise<void> {
  const named = flags.set.length > 0 ? flags.set : sources.length > 1 ? ['letters'] : DEFAULT_SETS
  const path =
    flags.out ??
    (flags.json
      ? undefined
      : `tokenprism-out/${folderName({ set: `compare-${named.join('-')}`, ...(sources.length > 0 && { model: sources.join(' ') }) })}`)
  const folder = path === undefined ? undefined : await prepareOutputFolder(path)
  try {
    const sets: ComparedSet[] = []
    for (const set of named) {
      const { set: words = set, ...options } = await setOptions({ ...flags, set })
      sets.push({ set: words, ...options })
    }
    const models = []
    for (const source of sources.length > 0 ? sources : [undefined])
      models.push(await openSource(source, flags, signal))
    const comparison = await compare(models, sets, {
      ...controlsOptions(flags),
      directions: flags.directions,
      signal,
    })
    if (folder) await writeFiles(folder, comparison, flags)
    signal.throwIfAborted()
    await folder?.commit()
    if (flags.json) {
      process.stdout.write(comparisonToJson(comparison))
      return
    }
    const style = stdoutStyle()
    process.stdout.write(comparisonSummary(comparison, style))
    if (folder) process.stdout.write(filesLine(path ?? folder.path, folder, style.width))
  } finally {
    await folder?.discard()
  }
}

/** Writes all that was asked for. */
async function writeFiles(
  { write }: OutputFolder,
  comparison: Comparison,
  flags: Flags,
): Promise<void> {
  const has = (format: Format): boolean => flags.format.includes(format)
  const { theme, scale, log = false } = flags
  const figures = comparisonFigures(comparison, { theme, scale, log })
  await writeDrawings(write, Object.entries(figures), flags)
  if (has('json')) await write('comparison.json', comparisonToJson(comparison))
  if (has('csv')) {
    await write('comparison.csv', comparisonCsv(comparison))
    await write('tests.csv', testsCsv(comparison))
    await write('spectra.csv', comparedSpectraCsv(comparison))
    if (comparison.directions.length > 0) {
      await write('directions.csv', directionsCsv(comparison))
      await write('angles.csv', anglesCsv(comparison))
    }
  }
}
