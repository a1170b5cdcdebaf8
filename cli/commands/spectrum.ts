import { type Command, Option } from 'commander'
import {
  type Scale,
  type ThemeName,
  type VocabularySpectrum,
  type VocabularyTable,
  matrixNpy,
  npyBytes,
  vocabularyFigure,
  vocabularyPolesCsv,
  vocabularySpectrum,
  vocabularySpectrumCsv,
  vocabularySpectrumToJson,
} from '../../src/index.js'
import { DEFAULT_LOOK } from '../../src/figure/default-look.js'
import { dismissHelpers } from '../../src/math/threads/crew.js'
import { writeDrawings } from '../renderer.js'
import { filesLine } from '../files-line.js'
import { type Format, type FormatChoice, formatOption } from '../formats.js'
import { addRenderOptions } from '../figure-options.js'
import { collectGarbage, collectMuchGarbage } from '../heap.js'
import { MODEL_HELP, type ModelFlags, addModelOptions, openSource } from '../model-options.js'
import { wholeNumber } from '../option-values.js'
import { type OutputFolder, prepareOutputFolder } from '../output-folder.js'
import { progressBar } from '../progress-bar.js'
import { statusLine } from '../status-line.js'
import { stdoutStyle } from '../style.js'
import { vocabularySummary } from '../vocabulary-summary.js'

interface Flags extends ModelFlags {
  readonly top?: number
  readonly tokens?: number
  readonly remove?: number
  readonly scale: Scale
  readonly log?: true
  readonly theme: ThemeName
  readonly dpi: number
  readonly font: readonly string[]
  readonly format: readonly Format[]
  readonly out?: string
  readonly json?: true
  readonly progress?: true
}

const OF_A_SPECTRUM: FormatChoice = {
  formats: ['svg', 'png', 'pdf', 'json', 'csv', 'npy'],
  defaults: ['svg', 'png', 'json', 'csv', 'npy'],
  told: 'svg png pdf (figure), json (all numbers), csv (values and poles), npy (values, leading vectors, mean)',
}

/** `tokenprism spectrum`: the singular values of a whole vocabulary. */
export function spectrumCommand(program: Command, signal: AbortSignal): void {
  addRenderOptions(addModelOptions(program.command('spectrum')))
    .description(
      'the whole vocabulary’s spectrum: effective rank, leading directions and their poles',
    )
    .argument('[model]', MODEL_HELP)
    .option('--top <k>', 'leading singular vectors to show (default: 5)', wholeNumber)
    .option('--tokens <n>', 'tokens at each end of a vector (default: 10)', wholeNumber)
    .option(
      '--remove <D>',
      'directions that “all but the top” removes (default: a hundredth of the dimensions)',
      wholeNumber,
    )
    .addOption(
      new Option(
        '--scale <scale>',
        'units of the figure: as they are, divided by the largest, or σ²/Σσ²',
      )
        .choices(['raw', 'max', 'share'])
        .default(DEFAULT_LOOK.scale),
    )
    .option('--log', 'a logarithmic axis in the figure')
    .option('--out <folder>', 'where files go (default: nowhere)')
    .addOption(formatOption(OF_A_SPECTRUM))
    .option('--json', 'print everything as JSON and nothing else')
    .option('--progress', 'show progress on stderr even if it is no terminal')
    .addHelpText('after', EXAMPLES)
    .action(async (source: string | undefined, flags: Flags) => {
      await runSpectrum(source, flags, signal)
    })
}

const EXAMPLES = `
The table streams past twice and is never held: any size of vocabulary takes the same memory.

Examples:
  tokenprism spectrum
  tokenprism spectrum ./Llama-3.2-1B --top 10 --out llama-spectrum
  tokenprism spectrum ./gpt2 --matrix output --remove 3
  tokenprism spectrum --out figure --format pdf,csv
  tokenprism spectrum --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["summaries"])'
`

async function runSpectrum(
  source: string | undefined,
  flags: Flags,
  signal: AbortSignal,
): Promise<void> {
  const folder = flags.out === undefined ? undefined : await prepareOutputFolder(flags.out)
  try {
    statusLine.always = flags.progress ?? false
    const table = await openVocabulary(source, flags, signal)
    collectMuchGarbage()
    const found = await vocabularySpectrum(table, {
      ...(flags.top !== undefined && { top: flags.top }),
      ...(flags.tokens !== undefined && { tokens: flags.tokens }),
      ...(flags.remove !== undefined && { remove: flags.remove }),
      onProgress: lettingGo(progressBar()),
      signal,
    })
    if (folder) await writeFiles(folder, found, flags)
    signal.throwIfAborted()
    await folder?.commit()
    statusLine.clear()
    if (flags.json) {
      process.stdout.write(vocabularySpectrumToJson(found))
      return
    }
    const style = stdoutStyle()
    process.stdout.write(vocabularySummary(found, style))
    if (folder) process.stdout.write(filesLine(flags.out ?? folder.path, folder, style.width))
  } finally {
    await folder?.discard()
  }
}

/** Lets go of the Gram matrix, 134 MB of 4096 dimensions, when the second walk through the table begins. */
function lettingGo(
  onProgress: (done: number, total: number) => void,
): (done: number, total: number) => void {
  let held = true
  return (done, total) => {
    if (held && 2 * done > total) {
      held = false
      // A helper holds the memory in which it worked until it ends. Between two blocks none is at work.
      dismissHelpers()
      collectGarbage()
    }
    onProgress(done, total)
  }
}

/** A model without its tokenizer, which has nothing to do here and may take 50 MB beside a Gram matrix that takes 134. */
async function openVocabulary(
  source: string | undefined,
  flags: ModelFlags,
  signal: AbortSignal,
): Promise<VocabularyTable> {
  const { info, embedding, bytesRead, vocabulary } = await openSource(source, flags, signal)
  return { info, embedding, bytesRead, vocabulary: { tokens: vocabulary.tokens } }
}

/** Writes all that was asked for. */
async function writeFiles(
  { write }: OutputFolder,
  found: VocabularySpectrum,
  flags: Flags,
): Promise<void> {
  const has = (format: Format): boolean => flags.format.includes(format)
  if (has('json')) await write('spectrum.json', vocabularySpectrumToJson(found))
  if (has('csv')) {
    await write('spectrum.csv', vocabularySpectrumCsv(found))
    await write('poles.csv', vocabularyPolesCsv(found))
  }
  if (has('npy')) {
    await write('singular_values.npy', npyBytes(found.singularValues))
    await write('vectors.npy', matrixNpy(found.vectors))
    await write('mean.npy', npyBytes(found.mean))
  }
  const { theme, scale, log = false } = flags
  const figure = vocabularyFigure(found, { theme, scale, log })
  await writeDrawings(write, [['spectrum', figure]], flags)
}
