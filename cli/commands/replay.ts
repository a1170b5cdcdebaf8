import { dirname } from 'node:path'
import { grouped } from '../../src/figure/numbers.js'
import type { Command } from 'commander'
import {
  type Analysis,
  type Difference,
  InvalidArgument,
  type Model,
  TOLERANCE,
  TokenprismError,
  VERSION,
  analysisDifferences,
  analyze,
  withinTolerance,
} from '../../src/index.js'
import { type FileFlags, writeAnalysis } from '../analysis-files.js'
import { type FileDigests, digestsOf, filesCompared } from '../compare-files.js'
import { filesLine } from '../files-line.js'
import { addFigureOptions } from '../figure-options.js'
import { fontsFor } from '../fonts.js'
import { formatOption } from '../formats.js'
import { drawnAsThen, offerAsThen } from '../replayed-look.js'
import { openSource } from '../model-options.js'
import { numberFromZero } from '../option-values.js'
import { prepareOutputFolder } from '../output-folder.js'
import { printable } from '../printable.js'
import { readAnalysis } from '../read-analysis.js'
import { stdoutStyle } from '../style.js'
import { wrap } from '../wrap.js'

interface Flags extends FileFlags {
  readonly out?: string
  readonly json?: true
  readonly tolerance: number
}

/** Fields that say where a model is: no difference where its new place was given. */
const PLACE = new Set(['manifest.source', 'model.source', 'model.name'])

/** `tokenprism replay`: runs an analysis again from its manifest and says what differs. */
export function replayCommand(program: Command, signal: AbortSignal): void {
  const command = addFigureOptions(program.command('replay'))
    .description('runs an analysis again from its analysis.json and says what differs')
    .argument('<file>', 'an analysis.json')
    .argument('[model]', 'where the model is now, if it is not where it was')
    .option('--out <folder>', 'write all files anew into this folder (default: nothing)')
    .addOption(formatOption())
    .option('--json', 'print the differences as JSON and nothing else')
    .option(
      '--tolerance <x>',
      'numbers may differ by this part of the largest in their field; 0: not by a bit',
      numberFromZero,
      TOLERANCE,
    )
    .addHelpText(
      'after',
      '\nThe exit code is 0 when nothing of the analysis differs beyond the tolerance, and 1 when anything does.\n' +
        'Files look as they did then, but for what is said here, and are compared with those beside FILE.\n',
    )
    .action(async (file: string, model: string | undefined, flags: Flags) => {
      process.exitCode = (await runReplay(file, model, { flags, command, signal })) ? 0 : 1
    })
  offerAsThen(command)
}

/** What the command line said, beside the file and the model. */
interface Asked {
  readonly flags: Flags
  readonly command: Command
  readonly signal: AbortSignal
}

/** True if nothing differs beyond the tolerance. */
async function runReplay(
  file: string,
  place: string | undefined,
  { flags, command, signal }: Asked,
): Promise<boolean> {
  const folder = flags.out === undefined ? undefined : await prepareOutputFolder(flags.out)
  try {
    const { display, ...then } = await readAnalysis(file)
    const look = drawnAsThen(flags, display, command)
    if (folder && look.font.length > 0) await fontsFor(look.font)
    const model = await modelOf(then, place, signal)
    const now = await analyze(model, { ...then.manifest.options, signal })
    const differences = analysisDifferences(then, now)
      .filter(({ field }) => place === undefined || !PLACE.has(field))
      .map((difference) => ({
        ...difference,
        within: withinTolerance(difference, flags.tolerance),
      }))
    let files: readonly [then: FileDigests, now: FileDigests] | undefined
    if (folder) {
      await writeAnalysis(folder, now, look)
      signal.throwIfAborted()
      // Before the new ones are put in place, which may be where the old ones are.
      const before = await digestsOf(dirname(file), folder.names)
      await folder.commit()
      files = [before, await digestsOf(folder.path, folder.names)]
    }
    signal.throwIfAborted()
    if (flags.json) process.stdout.write(`${JSON.stringify(differences, null, 1)}\n`)
    else {
      const { width } = stdoutStyle()
      const lines = [
        `  replayed  ${file}: ${then.set.label} in ${then.model.name}`,
        `  version   ${versions(then)}`,
        `  model     ${models(then, now)}`,
        ...(place === undefined
          ? []
          : [`  source    ${now.manifest.source} now, ${then.manifest.source} then`]),
        ...results(differences, flags.tolerance),
        ...(files ? [`  compared  ${filesCompared(...files)}`] : []),
      ]
      process.stdout.write(lines.map((line) => `${printable(wrap(line, width, 12))}\n`).join(''))
      if (folder) process.stdout.write(filesLine(flags.out ?? folder.path, folder, width))
    }
    return differences.every(({ within }) => within)
  } finally {
    await folder?.discard()
  }
}

/** The model that was analysed, from where it was or from where it is said to be now. */
async function modelOf(
  { manifest, model: { candidates, tokenList } }: Analysis,
  place: string | undefined,
  signal: AbortSignal,
): Promise<Model> {
  const { source, matrix, tensor } = manifest
  const flags = {
    matrix,
    ...(tensor === candidates[0] ? {} : { tensor }),
    ...(tokenList === undefined ? {} : { tokenList }),
  }
  try {
    return await openSource(place ?? source, flags, signal)
  } catch (error) {
    if (place !== undefined || !(error instanceof TokenprismError)) throw error
    const Kind = error.constructor as new (
      ...args: ConstructorParameters<typeof InvalidArgument>
    ) => TokenprismError
    throw new Kind(
      {
        where: `the model of the analysis, ${source}`,
        expected: error.expected,
        found: error.found,
        next: `${error.next} If it is elsewhere now: tokenprism replay FILE MODEL.`,
      },
      { cause: error },
    )
  }
}

function versions({ manifest }: Analysis): string {
  return manifest.tokenprism === VERSION
    ? `${VERSION}, as then`
    : `${VERSION} now, ${manifest.tokenprism} then: algorithms may differ`
}

function models(then: Analysis, now: Analysis): string {
  const [a, b] = [then.manifest, now.manifest]
  const facts = (manifest: typeof a): readonly string[] => [
    `file ${manifest.file}`,
    `tensor ${manifest.tensor}`,
    `dtype ${manifest.dtype}`,
    `shape ${manifest.shape.join(' × ')}`,
  ]
  const [before, after] = [facts(a), facts(b)]
  const what = before.findIndex((fact, i) => fact !== after[i])
  if (what >= 0) return `another one: ${after[what]} now, ${before[what]} then`
  return a.rowsSha256 === b.rowsSha256
    ? 'the set’s rows have the same bytes'
    : 'the set’s rows have other bytes than then: other numbers are no wonder'
}

type Judged = Difference & { readonly within: boolean }

function results(differences: readonly Judged[], tolerance: number): string[] {
  if (differences.length === 0) return ['  result    the same, to the last bit of every number']
  const rounding = roundingNote(
    differences.filter(({ within }) => within),
    tolerance,
  )
  const beyond = differences.filter(({ within }) => !within)
  if (beyond.length === 0) return [`  result    the same but for rounding: ${rounding}`]
  return [
    `  result    ${beyond.length} ${beyond.length === 1 ? 'field differs' : 'fields differ'}`,
    ...beyond.map(({ field, count, of, largest, relative, example: [a, b] }) =>
      largest === undefined
        ? `            ${field}: ${shortened(a)} then, ${shortened(b)} now${of > 1 ? ` (${count} of ${of})` : ''}`
        : `            ${field}: by ${largest.toPrecision(3)} at most (${(relative ?? NaN).toPrecision(2)} of the largest), ${count} of ${of} numbers`,
    ),
    ...(rounding === '' ? [] : [`            besides, ${rounding}`]),
  ]
}

/** What is within the tolerance, in one sentence; empty where nothing is. */
function roundingNote(within: readonly Judged[], tolerance: number): string {
  const count = within.reduce((sum, difference) => sum + difference.count, 0)
  if (count === 0) return ''
  const most = Math.max(...within.map(({ relative }) => relative ?? 0))
  const numbers = count === 1 ? '1 number differs' : `${grouped(count)} numbers differ`
  return `${numbers} by at most ${most.toPrecision(2)} of the largest in their field, within ${tolerance}`
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
