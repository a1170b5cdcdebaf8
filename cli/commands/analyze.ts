import { type Command, Option } from 'commander'
import { type Analysis, type Model, analysisToJson, analyze } from '../../src/index.js'
import { Stopwatch } from '../../src/analysis/stopwatch.js'
import { releaseEngines } from '../../src/math/kernels/pool.js'
import { dismissHelpers } from '../../src/math/threads/crew.js'
import { type FileFlags, displayOf, notDrawnLine, writeAnalysis } from '../analysis-files.js'
import { collectGarbage } from '../heap.js'
import { type ControlsFlags, addControlsOptions, controlsOptions } from '../controls-options.js'
import { hasManyTokens } from '../figure-files.js'
import { addFigureOptions } from '../figure-options.js'
import { formatOption } from '../formats.js'
import { MODEL_HELP, type ModelFlags, addModelOptions, openSource } from '../model-options.js'
import { twoWords, wholeNumber, wholeNumbers } from '../option-values.js'
import { filesLine } from '../files-line.js'
import { folderName } from '../folder-name.js'
import { prepareOutputFolder } from '../output-folder.js'
import { type SetFlags, addSetOptions, setOptions } from '../set-argument.js'
import { stdoutStyle } from '../style.js'
import { statusLine } from '../status-line.js'
import { summary } from '../summary.js'
import { progressBar } from '../progress-bar.js'
import { Renderer } from '../renderer.js'
import { timingsTable } from '../timings.js'

interface Flags extends ModelFlags, SetFlags, ControlsFlags, FileFlags {
  readonly pair?: readonly [string, string]
  readonly vector: readonly number[]
  readonly leading: number
  readonly full?: true
  readonly asNotebook?: true
  readonly out?: string
  readonly json?: true
  readonly progress?: true
  readonly timings?: true
}

/** `tokenprism analyze`, the main job, which runs too when no command is named. */
export function analyzeCommand(program: Command, signal: AbortSignal): void {
  addFigureOptions(
    addControlsOptions(
      addSetOptions(addModelOptions(program.command('analyze', { isDefault: true }))),
    ),
  )
    .description('a token set against random tokens: spectra, projections, correlations')
    .argument('[model]', MODEL_HELP)
    .option(
      '--pair <a,b>',
      'the two words of the pair figure (default: 1,2 for the letters, if the model has both; else the first two of --set)',
      twoWords,
    )
    .addOption(
      new Option(
        '--vector <k>',
        'the singular vector to project the vocabulary on, from 1; 1,2 for example: two, and a figure of the vocabulary on both',
      )
        .argParser(wholeNumbers)
        .default([1], '1'),
    )
    .option(
      '--leading <k>',
      'leading singular vectors of which it is told how they separate members, and their ends, up to 64',
      wholeNumber,
      8,
    )
    .option('--full', 'complete U and Vᵀ to square matrices')
    .option(
      '--as-notebook',
      'draw one control with replacement from all ids, and list, as the lecture notebook does',
    )
    .option(
      '--out <folder>',
      'where the files go (default: tokenprism-out/SET; with --json, nowhere)',
    )
    .addOption(formatOption())
    .option('--json', 'print the analysis as JSON and nothing else')
    .option('--progress', 'show progress on stderr even if it is no terminal')
    .option('--timings', 'print where the time goes, on stderr')
    .addHelpText('after', EXAMPLES)
    .action(async (source: string | undefined, flags: Flags) => {
      await runAnalyze(source, flags, signal)
    })
}

const EXAMPLES = `
Examples:
  tokenprism analyze --set months --vector 2 --out months-2
  tokenprism analyze --set weekdays --vector 1,2
  tokenprism analyze ./bert-base-uncased --set red,green,blue --seed 7
  tokenprism analyze --set months --match rank,length,case
  tokenprism analyze ./Llama-3.1-8B --no-projection --pool 512
  tokenprism analyze --set weekdays --remove 2 --normalise rows
  tokenprism analyze --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["spectrum"]["singularValues"])'
`

/** Another folder for whatever is another question; the same one for the same question asked again. */
function defaultName(model: string | undefined, flags: Flags): string {
  const others = [
    ...(flags.matrix === 'output' ? ['output'] : []),
    ...(flags.tensor === undefined ? [] : [flags.tensor]),
    ...(flags.vector.join() === '1' ? [] : [`vector-${flags.vector.join('-')}`]),
    ...(flags.asNotebook ? ['as-notebook'] : []),
  ]
  return folderName({ set: flags.set ?? 'letters', model, others })
}

async function runAnalyze(
  source: string | undefined,
  flags: Flags,
  signal: AbortSignal,
): Promise<void> {
  statusLine.always = flags.progress ?? false
  const watch = new Stopwatch()
  // What the process did before this line: starting Node and loading the program.
  watch.timings.start = performance.now()
  const path =
    flags.out ?? (flags.json ? undefined : `tokenprism-out/${defaultName(source, flags)}`)
  const folder = path === undefined ? undefined : await prepareOutputFolder(path)
  const renderer = folder && new Renderer(folder.write, flags)
  try {
    const analysis = await analyzed(source, { flags, watch, signal }, (model) => {
      // Beside a large vocabulary, which takes memory itself, it starts when it has something to do.
      if (!hasManyTokens(model.vocabulary)) renderer?.start()
    })
    // What is left to do is drawing and writing, which takes memory of its own.
    dismissHelpers()
    releaseEngines()
    collectGarbage()
    Object.assign(watch.timings, analysis.manifest.timings)
    if (folder && renderer) await writeAnalysis(folder, analysis, flags, { renderer, watch })
    signal.throwIfAborted()
    await folder?.commit()
    statusLine.clear()
    const style = stdoutStyle()
    if (flags.json) process.stdout.write(analysisToJson({ ...analysis, display: displayOf(flags) }))
    else {
      process.stdout.write(summary(analysis, flags.scale, style))
      if (folder)
        process.stdout.write(
          filesLine(path ?? folder.path, folder, style.width) +
            notDrawnLine(analysis, flags, style.width),
        )
    }
    if (flags.timings) {
      watch.timings.total = performance.now()
      process.stderr.write(timingsTable(watch.timings))
    }
  } finally {
    await renderer?.close()
    await folder?.discard()
  }
}

/** The analysis that was asked for. The model is left behind here: its tokenizer is the largest thing in memory. */
async function analyzed(
  source: string | undefined,
  { flags, watch, signal }: { flags: Flags; watch: Stopwatch; signal: AbortSignal },
  onOpen: (model: Model) => void,
): Promise<Analysis> {
  const model = await watch.time('open model', () => openSource(source, flags, signal))
  onOpen(model)
  return analyze(model, {
    ...(await setOptions(flags)),
    ...(flags.asNotebook && flags.split === undefined ? { split: 'first' as const } : {}),
    ...(flags.pair && { pair: flags.pair }),
    ...controlsOptions(flags),
    vectors: flags.vector,
    leading: flags.leading,
    svd: flags.full ? 'full' : 'thin',
    asNotebook: flags.asNotebook ?? false,
    onProgress: progressBar(),
    signal,
  })
}
