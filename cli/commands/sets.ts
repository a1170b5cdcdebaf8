import type { Command } from 'commander'
import { presets } from '../../src/index.js'
import { stdoutStyle } from '../style.js'
import { wrap } from '../wrap.js'

/** `tokenprism sets`: the sets that can be named. */
export function setsCommand(program: Command): void {
  program
    .command('sets')
    .description('the token sets that have a name')
    .option('--json', 'print them as JSON and nothing else')
    .addHelpText('after', '\nExample:\n  tokenprism sets\n')
    .action(({ json }: { readonly json?: true }) => {
      if (json) {
        process.stdout.write(`${JSON.stringify(presets, null, 2)}\n`)
        return
      }
      const { width } = stdoutStyle()
      const longest = Math.max(...presets.map(({ name }) => name.length))
      for (const { name, description, words } of presets) {
        const line = `  ${name.padEnd(longest)}  ${words.length} words: ${description}`
        process.stdout.write(wrap(line, width, longest + 4) + '\n')
      }
    })
}
