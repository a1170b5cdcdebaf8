import type { Command } from 'commander'
import { type Display, InvalidArgument } from '../src/index.js'
import type { FileFlags } from './analysis-files.js'
import { FORMATS, type Format } from './formats.js'

/** The options of a look that a display may hold. */
const LOOK = ['theme', 'scale', 'log', 'classes', 'order', 'dpi', 'font', 'format'] as const

/** Lets the help of a command say that its look is by default that of the analysis it reads. */
export function offerAsThen(command: Command): void {
  for (const option of command.options)
    if ((LOOK as readonly string[]).includes(option.attributeName()) && option.long !== '--log')
      option.default(option.defaultValue, 'as then')
}

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
  const asked = Object.entries(flags).filter(
    ([name]) => command.getOptionValueSource(name) === 'cli',
  )
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
