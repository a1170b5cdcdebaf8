import type { Command } from 'commander'
import {
  type Model,
  type RowScan,
  type SetRow,
  defaultSplitRule,
  displayToken,
  lookUpNote,
  resolveTokenSet,
  scanRows,
  setNotes,
  setTable,
} from '../../src/index.js'
import { columns } from '../columns.js'
import { MODEL_HELP, type ModelFlags, addModelOptions, openSource } from '../model-options.js'
import { printable } from '../printable.js'
import { progressBar } from '../progress-bar.js'
import { rowRemarks, scanLines } from '../row-remarks.js'
import { type SetFlags, addSetOptions, setOptions } from '../set-argument.js'
import { statusLine } from '../status-line.js'
import { stdoutStyle } from '../style.js'
import { wrap } from '../wrap.js'

interface Flags extends ModelFlags, SetFlags {
  readonly rows?: true
  readonly json?: true
}

/** `tokenprism tokens`: what each word of a set is to a model. */
export function tokensCommand(program: Command, signal: AbortSignal): void {
  addSetOptions(addModelOptions(program.command('tokens')))
    .description('how each word of a set becomes a token of a model, and what that token is')
    .argument('[model]', MODEL_HELP)
    .option('--rows', 'read the table and say which rows are duplicates, near zero, or untrained')
    .option('--json', 'print it as JSON and nothing else')
    .addHelpText('after', EXAMPLES)
    .action(async (source: string | undefined, flags: Flags) => {
      const model = await openSource(source, flags, signal)
      statusLine.clear()
      const { set: spec = 'letters', ...options } = await setOptions(flags)
      const rule = options.split ?? defaultSplitRule(spec)
      const set = resolveTokenSet(model, spec, options)
      const table = setTable(model, set, rule)
      const scan = flags.rows
        ? await scanRows(model, { signal, onProgress: progressBar() })
        : undefined
      if (flags.json) {
        const words = table.map((row) => ({
          ...row,
          ...(scan && { rows: rowRemarks(scan, row.ids) }),
        }))
        process.stdout.write(`${JSON.stringify({ ...set, words }, null, 2)}\n`)
        return
      }
      const { width } = stdoutStyle()
      const out = set.repeated.length + set.split.length
      const lines = [
        wrap(
          `${set.label}: ${set.members.length} tokens of ${model.info.name}` +
            (rule === 'skip' && out > 0 ? `, ${out} ${out === 1 ? 'word' : 'words'} left out` : ''),
          width,
          2,
        ),
        ...tableLines(model, table, scan, width),
        ...[
          ...setNotes({ ...set, repeated: [], split: [] }, rule, model.info.tokenizer.spelling),
          lookUpNote(model.info.tokenizer) ?? [],
        ]
          .flat()
          .map((note) => wrap(`  ${note}`, width, 2)),
        ...(scan ? scanLines(model, scan).map((line) => wrap(`  ${line}`, width, 4)) : []),
      ]
      process.stdout.write(printable(lines.join('\n')) + '\n')
    })
}

const EXAMPLES = `
Examples:
  tokenprism tokens --set weekdays
  tokenprism tokens ./gpt2 --set countries --split mean --variant space
  tokenprism tokens --set '/^un.*able$/'
  tokenprism tokens --set @my-words.txt --rows
`

function tableLines(
  { vocabulary }: Model,
  table: readonly SetRow[],
  scan: RowScan | undefined,
  width: number,
): string[] {
  const show = (token: string): string => displayToken({ id: -1, token }, 24, vocabulary.spelling)
  const rows = table.map(({ word, ids, pieces, variant, classes, why }) => [
    displayToken({ id: -1, token: word }),
    pieces.map(show).join(' '),
    ids.join('+'),
    variant ?? '–',
    classes.filter((name) => name !== 'space' && name !== 'continuation').join(' ') || '–',
    [why, ...(scan ? rowRemarks(scan, ids) : [])].filter(Boolean).join(', '),
  ])
  const header = ['word', 'token', 'id', 'form', 'class', 'remark']
  // A column with nothing in it is none.
  const used = header.map((_, i) => i < 5 || rows.some((row) => row[i] !== ''))
  const only = (cells: readonly string[]): string[] => cells.filter((_, i) => used[i])
  return columns(only(header), rows.map(only), width)
}
