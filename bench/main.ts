// npm run bench: times tokenprism beside NumPy. See README.md beside this file.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { BENCHES } from './benches/index.js'
import { GROWTH } from './growth/index.js'
import type { Case, Line } from './harness/case.js'
import { exponents } from './harness/exponent.js'
import { machine } from './harness/machine.js'
import { REST, measure } from './harness/measure.js'
import { Peers } from './harness/peers.js'
import { tableHead, tableRow } from './harness/table.js'

interface Options {
  readonly json?: true
  readonly only?: string
  readonly runs: string
  readonly rest: string
  readonly threads?: string
  readonly slow?: true
  readonly growth?: true
}

/** `W3` chooses W3 and its variants, `W3-f64`, but not W3'. */
function chosen({ rivals, bench, threads, slow }: Case, options: Options): boolean {
  if (options.threads && !options.threads.split(',').includes(String(threads))) return false
  if (!options.only) return !slow || options.slow === true
  const names = rivals.length > 0 ? rivals.map((rival) => rival.bench) : [bench]
  return options.only
    .split(',')
    .some((wanted) => names.some((name) => name === wanted || name.startsWith(`${wanted}-`)))
}

async function main(options: Options): Promise<void> {
  const all = options.growth ? GROWTH : BENCHES
  const cases = all.filter((each) => chosen(each, options))
  if (cases.length === 0) {
    const names = [...new Set(all.map(({ bench }) => bench))].join(', ')
    command.error(`--only and --threads leave no bench of ${names}`)
  }
  const runs = Number(options.runs)
  if (!Number.isInteger(runs) || runs < 1) command.error('--runs takes a whole number from 1 on')
  const rest = Number(options.rest)
  if (!(rest >= 0)) command.error('--rest takes milliseconds, 0 or more')
  const folder = await mkdtemp(join(tmpdir(), 'tokenprism-bench-'))
  const peers = new Peers(folder)
  const print = (text: string): void => void process.stdout.write(`${text}\n`)
  try {
    const first = await peers.get(cases[0].threads)
    if (!options.json) print(`${machine(first?.info)}\n\n${tableHead()}`)
    const lines: Line[] = []
    for (const each of cases)
      for (const line of await measure(each, runs, (threads) => peers.get(threads), rest)) {
        lines.push(line)
        print(options.json ? JSON.stringify(line) : tableRow(line))
      }
    if (!options.growth) return
    for (const line of exponents(lines)) print(options.json ? JSON.stringify(line) : line.text)
  } finally {
    peers.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const command = new Command('npm run bench --')
  .description('times tokenprism beside NumPy, turn by turn; a line gives medians')
  .option('--json', 'one JSON object a line')
  .option('--only <names>', 'benches to run, W1,W3 for example, with their variants')
  .option('--runs <n>', 'turns of each', '9')
  .option('--rest <ms>', 'milliseconds before each turn', String(REST))
  .option('--threads <list>', 'numbers of threads to run with, of 1 and 2')
  .option('--slow', 'also those that take minutes (W5b)')
  .option('--growth', 'how cost grows with n, d and V, in place of the table')
  .action(main)
await command.parseAsync()
