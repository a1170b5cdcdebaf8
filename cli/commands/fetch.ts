import { grouped } from '../../src/figure/numbers.js'
import type { Command } from 'commander'
import { fetchModel } from '../../src/index.js'
import { type ModelFlags, addModelOptions, openOptions } from '../model-options.js'
import { requests } from '../network-options.js'
import { printable } from '../printable.js'
import { progressBar } from '../progress-bar.js'
import { statusLine } from '../status-line.js'
import { stdoutStyle } from '../style.js'
import { wrap } from '../wrap.js'

interface Flags extends ModelFlags {
  readonly all?: true
  readonly refresh?: true
  readonly json?: true
  readonly progress?: true
}

/** `tokenprism fetch`: a model of the Hub, kept for work without a network. */
export function fetchCommand(program: Command, signal: AbortSignal): void {
  addModelOptions(program.command('fetch'))
    .description('keep what an analysis needs of a model of the Hub, for work without a network')
    .argument('<model>', 'org/name, org/name@revision, or its address on a Hub')
    .option('--all', 'all files of the model, whole, as Python’s huggingface_hub keeps them')
    .option('--refresh', 'fetch anew what is kept in parts, and whole files that are damaged')
    .option('--json', 'print what was fetched as JSON and nothing else')
    .option('--progress', 'show progress on stderr even if it is no terminal')
    .addHelpText('after', NOTES)
    .action(async (source: string, flags: Flags) => {
      statusLine.always = flags.progress ?? false
      const fetched = await fetchModel(source, {
        ...openOptions(flags, signal),
        all: flags.all ?? false,
        refresh: flags.refresh ?? false,
        onProgress: progressBar(),
      })
      statusLine.clear()
      if (flags.json) {
        process.stdout.write(`${JSON.stringify(fetched, null, 2)}\n`)
        return
      }
      const { bytes, totalBytes, traffic, parts } = fetched
      const lines = [
        `  model    ${fetched.source}`,
        `  files    ${fetched.files.join(' ')}`,
        `  bytes    ${grouped(bytes)} kept of ${grouped(totalBytes)}; ${grouped(traffic.bytes)} came over the network now, in ${requests(traffic)}`,
        parts.length === 0
          ? '  checked  every file against its checksum'
          : `  checked  every file against its checksum but ${parts.join(' ')}, of which only a part is kept (--all keeps and checks it whole)`,
      ]
      const { width } = stdoutStyle()
      process.stdout.write(printable(lines.map((line) => wrap(line, width, 11)).join('\n')) + '\n')
    })
}

const NOTES = `
Without --all it keeps the tokenizer's files whole, and of the weights their headers and the one matrix: all that any
analysis of that matrix reads. What is there already is not asked for again; a fetch that was interrupted goes on where
it was. A file of which all bytes are kept is compared with its checksum; a part of one cannot be.

Environment, as Python's huggingface_hub has it: HF_TOKEN, HF_ENDPOINT, HF_HOME, HF_HUB_CACHE, HF_HUB_OFFLINE.

Examples:
  tokenprism fetch google-bert/bert-base-uncased
  tokenprism fetch google-bert/bert-base-uncased --refresh
  HF_HUB_OFFLINE=1 tokenprism analyze google-bert/bert-base-uncased
`
