import type { Command } from 'commander'
import { type Display, InvalidArgument } from '../src/index.js'
import type { FileFlags } from './analysis-files.js'
import { FORMATS, type Format } from './formats.js'

/** The options of a look that a display may hold. */
const LOOK = ['theme', 'scale', 'log', 'classes', 'order', 'dpi', 'font', 'format'] as const

/** What has no other value to be said in its place: how it is taken back. */
const TAKEN_BACK = [
  ['--no-log', 'a linear axis, where it was a logarithmic one'],
  ['--no-classes', 'the vocabulary in one colour, where it had several'],
  ['--no-order', 'members as without --order'],
  ['--no-font', 'DejaVu alone, where there were other fonts'],
] as const

/** Lets the help of a command say that its look is by default that of the analysis it reads, and lets what was said then be taken back. */
export function offerAsThen(command: Command): void {
  for (const option of command.options)
    if ((LOOK as readonly string[]).includes(option.attributeName()) && option.long !== '--log')
      option.default(option.defaultValue, 'as then')
  for (const [flag, description] of TAKEN_BACK) command.option(flag, description)
}

/** What is left of an option that is taken back: nothing is said of it, as if it had never been. */
const NONE: Readonly<Record<string, readonly string[] | undefined>> = { font: [] }

/**
 * How the files of an analysis are drawn again: as they were, but for what the command line says.
 *
 * @throws {InvalidArgument} when the analysis tells of a format that there is not
 */
export function drawnAsThen(flags: FileFlags, then: Display = {}, command: Command): FileFlags {
  const { theme, scale, log, classes, order, dpi, fonts, formats } = then
  const was: Partial<FileFlags> = {
    ...(theme && { theme }),
    ...(scale && { scale }),
    ...(log && { log }),
    ...(classes && { classes }),
    ...(order && { order }),
    ...(dpi !== undefined && { dpi }),
    ...(fonts && { font: fonts }),
    ...(formats && { format: formats.map(knownFormat) }),
  }
  const asked = Object.entries<unknown>({ ...flags })
    .filter(([name]) => command.getOptionValueSource(name) === 'cli')
    .map(([name, value]): [string, unknown] => [name, value === false ? NONE[name] : value])
  return { ...flags, ...was, ...Object.fromEntries(asked) }
}

function knownFormat(name: string): Format {
  const format = FORMATS.find((known) => known === name)
  if (format !== undefined) return format
  throw new InvalidArgument({
    where: 'the analysis’ display.formats',
    expected: `some of ${FORMATS.join(', ')}`,
    found: JSON.stringify(name),
    next: 'Say with --format what is to be written.',
  })
}
