import type { Command } from 'commander'
import {
  type TokenSet,
  displayToken,
  openModel,
  resolveTokenSet,
  tokenClass,
} from '../../src/index.js'
import { MODEL_HELP, type ModelFlags, addModelOptions, openOptions } from '../model-options.js'
import { printable } from '../printable.js'
import { statusLine } from '../status-line.js'
import { type SetFlags, addSetOptions, setOptions } from '../set-argument.js'

interface Flags extends ModelFlags, SetFlags {
  readonly json?: true
}

/** `tokenprism tokens`: what each word of a set is to a model. */
export function tokensCommand(program: Command, signal: AbortSignal): void {
  addSetOptions(addModelOptions(program.command('tokens')))
    .description('how each word of a set becomes a token of a model')
    .argument('[model]', MODEL_HELP)
    .option('--json', 'print the set as JSON and nothing else')
    .addHelpText('after', EXAMPLES)
    .action(async (source: string | undefined, flags: Flags) => {
      const model = await openModel(source, openOptions(flags, signal))
      statusLine.clear()
      const { set: spec = 'letters', ...options } = await setOptions(flags)
      const set = resolveTokenSet(model, spec, options)
      if (flags.json) {
        process.stdout.write(`${JSON.stringify(set, null, 2)}\n`)
        return
      }
      const classOf = (id: number): string => tokenClass(model.vocabulary, id)
      process.stdout.write(printable(table(set, classOf).join('\n')) + '\n')
    })
}

const EXAMPLES = `
Examples:
  tokenprism tokens --set weekdays
  tokenprism tokens ./gpt2 --set countries --split skip --variant space
  tokenprism tokens --set '/^un.*able$/'
`

/** A line for each word: the token it is, and why those that are none are left out. */
function table(
  { label, members, repeated, split }: TokenSet,
  classOf: (id: number) => string,
): string[] {
  const header = ['word', 'id', 'token', 'form', 'class']
  const rows = members.map((member) => [
    member.word,
    String(member.id),
    displayToken(member),
    member.variant,
    classOf(member.id),
  ])
  const widths = header.map((_, i) =>
    Math.max(...[header, ...rows].map((row) => [...row[i]].length)),
  )
  const line = (row: readonly string[]): string =>
    (
      '  ' + row.map((cell, i) => cell + ' '.repeat(widths[i] - [...cell].length + 2)).join('')
    ).trimEnd()
  return [
    `${label}: ${members.length} tokens`,
    line(header),
    ...rows.map(line),
    ...repeated.map(({ word, sameAs }) => `  ${word}  is the same token as ${sameAs}: kept once`),
    ...split.map(({ word, pieces }) => `  ${word}  is not one token: ${pieces.join(' ')}`),
  ]
}
