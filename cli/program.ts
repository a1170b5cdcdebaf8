import { setImmediate } from 'node:timers/promises'
import { Command, CommanderError } from 'commander'
import { VERSION } from '../src/index.js'
import { analyzeCommand } from './commands/analyze.js'
import { compareCommand } from './commands/compare.js'
import { explainCommand } from './commands/explain.js'
import { fetchCommand } from './commands/fetch.js'
import { infoCommand } from './commands/info.js'
import { pairCommand } from './commands/pair.js'
import { replayCommand } from './commands/replay.js'
import { setsCommand } from './commands/sets.js'
import { spectrumCommand } from './commands/spectrum.js'
import { tokensCommand } from './commands/tokens.js'
import { describeError, exitCodeOf } from './failure.js'
import { statusLine } from './status-line.js'
import { suggestCommand } from './suggest-command.js'
import { usageError } from './usage-error.js'

/** Signals that ask to end, and the exit code that says so: 128 and the signal's number. */
const ENDINGS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const

/**
 * Runs the command line and gives its exit code: 0 done, 1 failed, 2 wrong usage, or that of the signal that ended it. A
 * second signal ends it at once.
 */
export async function run(args: readonly string[]): Promise<number> {
  const interrupt = new AbortController()
  let ending: number | undefined
  const onSignal = (signal: NodeJS.Signals): void => {
    ending = ENDINGS[signal as keyof typeof ENDINGS]
    interrupt.abort()
  }
  for (const signal of Object.keys(ENDINGS)) process.once(signal, onSignal)
  const program = new Command('tokenprism')
    .description(
      'Shows what a language model’s token embeddings know about a set of tokens.\n' +
        'Alone it analyses the 26 letters in the embedded model.',
    )
    .version(VERSION)
    .exitOverride()
    // Its errors are told in the form of all others.
    .configureOutput({ outputError: () => undefined })
    .addHelpText('after', EXAMPLES)
  analyzeCommand(program, interrupt.signal)
  compareCommand(program, interrupt.signal)
  explainCommand(program, interrupt.signal)
  pairCommand(program, interrupt.signal)
  replayCommand(program, interrupt.signal)
  spectrumCommand(program, interrupt.signal)
  infoCommand(program, interrupt.signal)
  tokensCommand(program, interrupt.signal)
  fetchCommand(program, interrupt.signal)
  setsCommand(program)
  try {
    await suggestCommand(program, args[0])
    await program.parseAsync(args, { from: 'user' })
    // A command may have set it: 1 for a replay that differs.
    return Number(process.exitCode ?? 0)
  } catch (error) {
    statusLine.clear()
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0
      process.stderr.write(describeError(usageError(error, program, args)))
      return 2
    }
    // A signal that came while the thread was busy is told in the loop's next round: what failed since may be its doing.
    await setImmediate()
    await setImmediate()
    if (ending !== undefined) return ending
    process.stderr.write(describeError(error))
    return exitCodeOf(error)
  } finally {
    for (const signal of Object.keys(ENDINGS)) process.off(signal, onSignal)
  }
}

const EXAMPLES = `
Examples:
  tokenprism                                   letters against random tokens, embedded model
  tokenprism analyze --set weekdays            another set
  tokenprism analyze --set red,green,blue      your own words
  tokenprism analyze google-bert/bert-base-uncased     a model of the Hub
  tokenprism analyze ./bert-base-uncased       a model's folder
  tokenprism explain --set weekdays            what was found, in words
  tokenprism compare --set letters --set digits    sets side by side
  tokenprism pair 1 2                          one embedding against another
  tokenprism spectrum                          the whole vocabulary’s singular values
  tokenprism info ./bert-base-uncased          what a model is, without reading it

Run 'tokenprism analyze --help' for all options of the main job.
`
