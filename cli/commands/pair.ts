import type { Command } from 'commander'
import {
  InvalidArgument,
  type ModelInfo,
  type Pair,
  THEMES,
  comparePair,
  pairFigure,
  pairToJson,
} from '../../src/index.js'
import { type ModelFlags, addModelOptions, openSource } from '../model-options.js'
import { pairCsv } from '../../src/figure/pair.js'
import { sameTokenNote } from '../../src/projection/pair.js'
import { writeDrawings } from '../renderer.js'
import { filesLine } from '../files-line.js'
import { type FigureFlags, addRenderOptions } from '../figure-options.js'
import { type Format, type FormatChoice, formatOption } from '../formats.js'
import { printable } from '../printable.js'
import { folderName } from '../folder-name.js'
import { type OutputFolder, prepareOutputFolder } from '../output-folder.js'
import { statusLine } from '../status-line.js'
import { stdoutStyle } from '../style.js'
import { pairLine } from '../summary.js'
import { wrap } from '../wrap.js'

interface Flags extends ModelFlags, Pick<FigureFlags, 'theme' | 'dpi' | 'font'> {
  readonly out?: string
  readonly format: readonly Format[]
  readonly json?: true
}

const OF_A_PAIR: FormatChoice = {
  formats: ['svg', 'png', 'pdf', 'json', 'csv'],
  defaults: ['svg', 'png', 'json'],
  told: 'svg png pdf (figure), json (all numbers), csv (both embeddings)',
}

/** `tokenprism pair`: two embeddings, one against the other. */
export function pairCommand(program: Command, signal: AbortSignal): void {
  addRenderOptions(addModelOptions(program.command('pair')))
    .description('the embedding of one token against that of another, dimension by dimension')
    .usage('[options] [model] <a> <b>')
    .argument(
      '<words...>',
      'two words that are one token each, after the model’s folder if there is one',
    )
    .option(
      '--out <folder>',
      'where the files go (default: tokenprism-out/pair-A-B; with --json, nowhere)',
    )
    .addOption(formatOption(OF_A_PAIR))
    .option('--json', 'print the pair as JSON and nothing else')
    .addHelpText('after', EXAMPLES)
    .action(async (words: readonly string[], flags: Flags) => {
      await runPair(words, flags, signal)
    })
}

const EXAMPLES = `
Examples:
  tokenprism pair 1 2
  tokenprism pair ./bert-base-uncased monday friday --theme dark
`

async function runPair(words: readonly string[], flags: Flags, signal: AbortSignal): Promise<void> {
  if (words.length < 2 || words.length > 3)
    throw new InvalidArgument({
      where: 'pair',
      expected: 'two words, with a model’s folder before them or none',
      found: words.length === 1 ? 'one argument' : `${words.length} arguments`,
      next: "Write 'tokenprism pair 1 2', for example.",
    })
  const [a, b] = words.slice(-2)
  const source = words.length === 3 ? words[0] : undefined
  const others = flags.matrix === 'output' ? ['output'] : []
  const name = folderName({ set: `pair-${a}-${b}`, model: source, others })
  const path = flags.out ?? (flags.json ? undefined : `tokenprism-out/${name}`)
  const folder = path === undefined ? undefined : await prepareOutputFolder(path)
  try {
    const model = await openSource(source, flags, signal)
    const pair = await comparePair(model, a, b)
    statusLine.clear()
    if (folder) await writeFiles(folder, pair, model.info, flags)
    signal.throwIfAborted()
    await folder?.commit()
    if (flags.json) {
      process.stdout.write(pairToJson(pair, model.info))
      return
    }
    const { width } = stdoutStyle()
    const note = sameTokenNote(pair)
    const lines = [
      pairLine(pair, model.info.tokenizer.spelling),
      ...(note === undefined ? [] : [`  note      ${note}`]),
    ]
    process.stdout.write(printable(lines.map((line) => wrap(line, width, 12)).join('\n')) + '\n')
    if (folder) process.stdout.write(filesLine(path ?? folder.path, folder, width))
  } finally {
    await folder?.discard()
  }
}

/** Writes all that was asked for. */
async function writeFiles(
  { write }: OutputFolder,
  pair: Pair,
  model: ModelInfo,
  flags: Flags,
): Promise<void> {
  const has = (format: Format): boolean => flags.format.includes(format)
  const svg = pairFigure(pair, model.name, THEMES[flags.theme], model.tokenizer)
  await writeDrawings(write, [['pair', svg]], flags)
  if (has('json')) await write('pair.json', pairToJson(pair, model))
  if (has('csv')) await write('pair.csv', pairCsv(pair))
}
