import { Command, CommanderError } from 'commander'
import { VERSION } from '../src/index.js'
import { analyzeCommand } from './commands/analyze.js'
import { infoCommand } from './commands/info.js'
import { pairCommand } from './commands/pair.js'
import { setsCommand } from './commands/sets.js'
import { tokensCommand } from './commands/tokens.js'
import { describeError, exitCodeOf } from './failure.js'
import { suggestCommand } from './suggest-command.js'

/** Runs the command line and gives its exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
export async function run(args: readonly string[]): Promise<number> {
  const interrupt = new AbortController()
  const onInterrupt = (): void => {
    interrupt.abort()
  }
  process.once('SIGINT', onInterrupt)
  const program = new Command('tokenprism')
    .description(
      'Shows what a language model’s token embeddings know about a set of tokens.\n' +
        'Alone it analyses the 26 letters in the embedded model.',
    )
    .version(VERSION)
    .exitOverride()
    .addHelpText('after', EXAMPLES)
  analyzeCommand(program, interrupt.signal)
  pairCommand(program, interrupt.signal)
  infoCommand(program)
  tokensCommand(program)
  setsCommand(program)
  try {
    await suggestCommand(program, args[0])
    await program.parseAsync(args, { from: 'user' })
    return 0
  } catch (error) {
    // Commander has printed its own message by now.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (interrupt.signal.aborted) return 130
    process.stderr.write(describeError(error))
    return exitCodeOf(error)
  } finally {
    process.off('SIGINT', onInterrupt)
  }
}

const EXAMPLES = `
Examples:
  tokenprism                                   letters against random tokens, embedded model
  tokenprism analyze --set weekdays            another set
  tokenprism analyze --set red,green,blue      your own words
  tokenprism analyze ./bert-base-uncased       a model's folder
  tokenprism pair 1 2                          one embedding against another
  tokenprism info ./bert-base-uncased          what a model is, without reading it

Run 'tokenprism analyze --help' for all options of the main job.
`
