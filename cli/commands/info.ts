import type { Command } from 'commander'
import { type ModelInfo, type Traffic, openModel } from '../../src/index.js'
import { MODEL_HELP, type ModelFlags, addModelOptions, openOptions } from '../model-options.js'
import { printable } from '../printable.js'
import { statusLine } from '../status-line.js'
import { stdoutStyle } from '../style.js'
import { wrap } from '../wrap.js'

interface Flags extends ModelFlags {
  readonly json?: true
}

/** `tokenprism info`: what a model is, without reading its table. */
export function infoCommand(program: Command, signal: AbortSignal): void {
  addModelOptions(program.command('info'))
    .description('a model’s matrix, its shape and where it lies, without reading it')
    .argument('[model]', MODEL_HELP)
    .option('--json', 'print it as JSON and nothing else')
    .addHelpText('after', EXAMPLES)
    .action(async (source: string | undefined, flags: Flags) => {
      const model = await openModel(source, openOptions(flags, signal))
      statusLine.clear()
      const bytesRead = model.bytesRead()
      const traffic = model.traffic()
      if (flags.json) {
        process.stdout.write(`${JSON.stringify({ ...model.info, bytesRead, traffic }, null, 2)}\n`)
        return
      }
      const { width } = stdoutStyle()
      const lines = infoLines(model.info, bytesRead, traffic).map((line) => wrap(line, width, 14))
      process.stdout.write(printable(lines.join('\n')) + '\n')
    })
}

const EXAMPLES = `
Examples:
  tokenprism info
  tokenprism info meta-llama/Llama-3.2-1B --matrix output
  tokenprism info ./my-model --tensor encoder.words.weight
`

function infoLines(info: ModelInfo, bytesRead: number, traffic: Traffic): string[] {
  const count = (value: number): string => value.toLocaleString('en')
  const padding = info.vocabSize - info.tokenCount
  return [
    `  model       ${info.name} (${info.source})`,
    `  matrix      ${info.matrix}${info.tied ? ': tied, so it is the token embedding' : ''}`,
    `  tensor      ${info.tensor} of ${info.file} (${info.format})`,
    `  shape       ${count(info.vocabSize)} × ${count(info.dim)} ${info.dtype}` +
      (info.transposed ? ', stored by columns, which are taken as rows' : ''),
    `  tokens      ${count(info.tokenCount)}` +
      (padding > 0 ? `, and ${count(padding)} rows of padding` : '') +
      (padding < 0 ? `, of which ${count(-padding)} have no row` : ''),
    `  candidates  ${info.candidates.join(' ')}`,
    `  bytes       ${count(bytesRead)} read; the model’s files have ${count(info.totalBytes)}`,
    ...(traffic.requests > 0
      ? [`  network     ${count(traffic.bytes)} bytes in ${count(traffic.requests)} requests`]
      : []),
  ]
}
