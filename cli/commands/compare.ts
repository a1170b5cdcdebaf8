import { type Command, Option } from 'commander'
import {
  type ComparedSet,
  type Comparison,
  type Scale,
  type SplitRule,
  type ThemeName,
  type VariantChoice,
  compare,
  comparisonCsv,
  comparisonFigures,
  comparisonToJson,
  directionsCsv,
  openModel,
} from '../../src/index.js'
import { comparisonSummary } from '../comparison-summary.js'
import { type ControlsFlags, addControlsOptions, controlsOptions } from '../controls-options.js'
import { MODEL_HELP, type ModelFlags, addModelOptions, openOptions } from '../model-options.js'
import { wholeNumber } from '../option-values.js'
import { folderName } from '../folder-name.js'
import { prepareOutputFolder } from '../output-folder.js'
import { printable } from '../printable.js'
import { addWordOptions, setOptions } from '../set-argument.js'
import { stdoutStyle } from '../style.js'
import { wrap } from '../wrap.js'

interface Flags extends ModelFlags, ControlsFlags {
  readonly set: readonly string[]
  readonly variant: VariantChoice
  readonly split: SplitRule
  readonly directions: number
  readonly scale: Scale
  readonly theme: ThemeName
  readonly out?: string
  readonly json?: true
}

/** What is compared when nothing is named. */
const DEFAULT_SETS = ['letters', 'digits', 'weekdays', 'months']

/** `tokenprism compare`: several sets in one model, or one set in several. */
export function compareCommand(program: Command, signal: AbortSignal): void {
  addControlsOptions(addWordOptions(addModelOptions(program.command('compare'))))
    .description(
      'several sets, or one set in several models: spectra, shared directions, adjusted p-values',
    )
    .argument('[models...]', MODEL_HELP)
    .option(
      '--set <set>',
      `a set to compare, as for analyze; name it several times (default: ${DEFAULT_SETS.join(', ')}; with several models: letters)`,
      (set: string, before: readonly string[]) => [...before, set],
      [],
    )
    .option('--directions <k>', 'leading directions that make a set’s subspace', wholeNumber, 3)
    .addOption(
      new Option('--scale <scale>', 'units of the spectra on the figure')
        .choices(['raw', 'max', 'share'])
        .default('share'),
    )
    .addOption(
      new Option('--theme <theme>', 'colours of the figures')
        .choices(['light', 'dark'])
        .default('light'),
    )
    .option(
      '--out <folder>',
      'where the files go (default: tokenprism-out/compare-…; with --json, nowhere)',
    )
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
      models.push(await openModel(source, openOptions(flags, signal)))
    const comparison = await compare(models, sets, {
      ...controlsOptions(flags),
      directions: flags.directions,
      signal,
    })
    const files = folder ? await filesOf(comparison, flags) : {}
    if (folder) {
      for (const [name, content] of Object.entries(files)) await folder.write(name, content)
      signal.throwIfAborted()
      await folder.commit()
    }
    if (flags.json) {
      process.stdout.write(comparisonToJson(comparison))
      return
    }
    const style = stdoutStyle()
    process.stdout.write(comparisonSummary(comparison, style))
    const names = wrap(`  files     ${path}: ${Object.keys(files).join(' ')}`, style.width, 12)
    process.stdout.write(printable(names) + '\n')
  } finally {
    await folder?.discard()
  }
}

async function filesOf(
  comparison: Comparison,
  { theme, scale }: Flags,
): Promise<Readonly<Record<string, string | Uint8Array>>> {
  const { renderPng } = await import('../../src/report/png.js')
  const figures: Record<string, string | Uint8Array> = {}
  for (const [name, svg] of Object.entries(comparisonFigures(comparison, { theme, scale }))) {
    figures[`${name}.svg`] = svg
    figures[`${name}.png`] = await renderPng(svg)
  }
  return {
    ...figures,
    'comparison.csv': comparisonCsv(comparison),
    'comparison.json': comparisonToJson(comparison),
    ...(comparison.directions.length > 0 && { 'directions.csv': directionsCsv(comparison) }),
  }
}
