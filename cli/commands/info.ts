import { grouped } from '../../src/figure/numbers.js'
import type { Command } from 'commander'
import {
  type Model,
  type RowScan,
  type Traffic,
  VOCABULARY_CLASSES,
  type VocabularyClass,
  classCounts,
  lookUpNote,
  scanRows,
} from '../../src/index.js'
import { MODEL_HELP, type ModelFlags, addModelOptions, openSource } from '../model-options.js'
import { requests } from '../network-options.js'
import { printable } from '../printable.js'
import { progressBar } from '../progress-bar.js'
import { scanLines } from '../row-remarks.js'
import { statusLine } from '../status-line.js'
import { stdoutStyle } from '../style.js'
import { wrap } from '../wrap.js'

interface Flags extends ModelFlags {
  readonly rows?: true
  readonly json?: true
}

/** `tokenprism info`: what a model is, without reading its table unless its rows are asked for. */
export function infoCommand(program: Command, signal: AbortSignal): void {
  addModelOptions(program.command('info'))
    .description(
      'a model’s matrix, its tokenizer and the classes of its tokens, without reading the table',
    )
    .argument('[model]', MODEL_HELP)
    .option('--rows', 'read the table, too: duplicates, rows near zero, untrained rows')
    .option('--json', 'print it as JSON and nothing else')
    .addHelpText('after', EXAMPLES)
    .action(async (source: string | undefined, flags: Flags) => {
      const model = await openSource(source, flags, signal)
      statusLine.clear()
      const scan = flags.rows
        ? await scanRows(model, { signal, onProgress: progressBar() })
        : undefined
      const bytesRead = model.bytesRead()
      const traffic = model.traffic()
      if (flags.json) {
        const classes = classCounts(model.vocabulary)
        const rows = scan && { rows: rowsJson(scan) }
        const all = { ...model.info, classes, ...rows, bytesRead, traffic }
        process.stdout.write(`${JSON.stringify(all, null, 2)}\n`)
        return
      }
      const { width } = stdoutStyle()
      const lines = [
        ...infoLines(model, bytesRead, traffic),
        ...(scan ? scanLines(model, scan).map((line) => `  ${line}`) : []),
      ].map((line) => wrap(line, width, 14))
      process.stdout.write(printable(lines.join('\n')) + '\n')
    })
}

const EXAMPLES = `
Examples:
  tokenprism info
  tokenprism info meta-llama/Llama-3.2-1B --matrix output
  tokenprism info ./my-model --tensor encoder.words.weight
  tokenprism info ./Llama-3.2-1B --rows
`

/** Everything but the norms, of which there are as many as rows. */
function rowsJson({
  medianNorm,
  duplicates,
  nearZero,
  untrained,
  notFinite,
  reference,
}: RowScan): object {
  return { medianNorm, duplicates, nearZero, untrained, notFinite, reference }
}

function infoLines({ info, vocabulary }: Model, bytesRead: number, traffic: Traffic): string[] {
  const { kind, files } = info.tokenizer
  const lookUp = lookUpNote(info.tokenizer)
  const beyond = vocabulary.beyond
  return [
    `  model       ${info.name} (${info.source})`,
    ...(info.commit === undefined ? [] : [`  commit      ${info.commit}`]),
    `  matrix      ${info.matrix}${tiedText(info)}`,
    `  tensor      ${info.tensor} of ${info.file} (${info.format})`,
    `  shape       ${grouped(info.vocabSize)} × ${grouped(info.dim)} ${info.dtype}` +
      (info.transposed ? ', stored by columns, which are taken as rows' : ''),
    `  candidates  ${info.candidates.join(' ')}`,
    `  tokenizer   ${kind}${files.length > 0 ? ` from ${files.join(', ')}` : ''}`,
    ...(lookUp === undefined ? [] : [`  note        ${lookUp}`]),
    `  tokens      ${grouped(info.tokenCount)}` +
      (beyond > 0 ? `, of which ${grouped(beyond)} have no row` : ''),
    ...classLines(classCounts(vocabulary)),
    `  bytes       ${grouped(bytesRead)} read; the model’s files have ${grouped(info.totalBytes)}`,
    ...(traffic.requests > 0
      ? [`  network     ${grouped(traffic.bytes)} bytes in ${requests(traffic)}`]
      : []),
  ]
}

function tiedText({ tied, matrix }: Model['info']): string {
  if (!tied) return ''
  return matrix === 'output'
    ? ': tied, so it is the token embedding'
    : ': tied, so there is no output matrix of its own'
}

/** The classes that there are, each with its number and what it means. */
function classLines(counts: Readonly<Record<VocabularyClass, number>>): string[] {
  const present = (Object.keys(VOCABULARY_CLASSES) as VocabularyClass[]).filter(
    (name) => counts[name] > 0,
  )
  const most = Math.max(0, ...present.map((name) => grouped(counts[name]).length))
  return present.map((name, i) => {
    const number = grouped(counts[name]).padStart(most)
    return `  ${(i === 0 ? 'classes' : '').padEnd(12)}${number} ${name}: ${VOCABULARY_CLASSES[name]}`
  })
}
