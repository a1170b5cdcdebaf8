import type { Command } from 'commander'
import { type Analysis, InvalidArgument, analyze, describeTransform } from '../../src/index.js'
import { drawnHow } from '../../src/figure/notes.js'
import { type ControlsFlags, addControlsOptions, controlsOptions } from '../controls-options.js'
import { findingLines } from '../finding-lines.js'
import { type ModelFlags, addModelOptions, openSource } from '../model-options.js'
import { wholeNumber } from '../option-values.js'
import { printable } from '../printable.js'
import { readAnalysis } from '../read-analysis.js'
import { type SetFlags, addSetOptions, setOptions } from '../set-argument.js'
import { stdoutStyle } from '../style.js'
import { wrap } from '../wrap.js'

interface Flags extends ModelFlags, SetFlags, ControlsFlags {
  readonly vector: number
  readonly json?: true
}

/** `tokenprism explain`: what was found and what was not, in words. */
export function explainCommand(program: Command, signal: AbortSignal): void {
  addControlsOptions(addSetOptions(addModelOptions(program.command('explain'))))
    .description(
      'what was found and what was not, in plain words; of a model, or of an analysis.json',
    )
    .argument('[model]', 'a model, as for analyze, or the path of an analysis.json')
    .option('--vector <k>', 'the singular vector to speak of, from 1', wholeNumber, 1)
    .option('--json', 'print the findings as JSON and nothing else')
    .addHelpText('after', EXAMPLES)
    .action(async (source: string | undefined, flags: Flags, command: Command) => {
      if (source?.endsWith('.json')) refuseQuestions(command)
      const analysis = source?.endsWith('.json')
        ? await readAnalysis(source)
        : await analyze(await openSource(source, flags, signal), {
            ...(await setOptions(flags)),
            ...controlsOptions(flags),
            vectors: [flags.vector],
            signal,
          })
      const { findings } = analysis
      const text = flags.json ? `${JSON.stringify(findings, null, 2)}\n` : explained(analysis)
      process.stdout.write(text)
    })
}

const EXAMPLES = `
Examples:
  tokenprism explain --set weekdays
  tokenprism explain tokenprism-out/letters/analysis.json
  tokenprism explain --set months --match rank,length,case --controls 1999
`

/** Refuses options that ask something: an analysis that is there answers what was asked when it was made. */
function refuseQuestions(command: Command): void {
  const given = command.options.filter(
    (option) =>
      option.long !== '--json' && command.getOptionValueSource(option.attributeName()) === 'cli',
  )
  if (given.length === 0) return
  throw new InvalidArgument({
    where: 'command line',
    expected: 'no option but --json beside an analysis.json, which has its answers in it',
    found: given.map(({ long }) => long).join(', '),
    next: 'Name the model instead of the file to ask anew, or leave the options out.',
  })
}

function explained({ model, set, controls, transform, findings }: Analysis): string {
  const { width, bold } = stdoutStyle()
  const title = wrap(
    `${set.label}: ${set.members.length} tokens of ${model.name}, against ${controls.draws} random ${controls.draws === 1 ? 'set' : 'sets'} ${drawnHow(controls)}, ${describeTransform(transform)}`,
    width,
    0,
  )
  const lines = findingLines(findings, width).map(printable)
  const legend = printable(
    '  + beyond chance, 5 % each   · looked for, not shown   the others test nothing',
  )
  return [bold(printable(title)), ...lines, wrap(legend, width, 2), ''].join('\n')
}
