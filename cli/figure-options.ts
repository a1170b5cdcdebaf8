import { type Command, InvalidArgumentError, Option } from 'commander'
import {
  type FigureOptions,
  MEMBER_ORDERS,
  type MemberOrder,
  type Scale,
  type ThemeName,
} from '../src/index.js'
import { DEFAULT_LOOK } from '../src/figure/default-look.js'
import { DEFAULT_DPI } from '../src/report/display.js'
import { fontsFor } from './fonts.js'

/** How figures look and are rendered, as flags. */
export interface FigureFlags {
  readonly theme: ThemeName
  readonly scale: Scale
  readonly log?: boolean
  readonly classes?: boolean
  readonly order?: MemberOrder
  readonly dpi: number
  readonly font: readonly string[]
}

/** Paths of fonts; false where those that were said before are taken back. */
type FontFlag = readonly string[] | false

/** Adds the flags of commands that draw figures of spectra. */
export function addFigureOptions(command: Command): Command {
  return addRenderOptions(command)
    .addOption(
      new Option(
        '--scale <scale>',
        'units of the spectra: as they are, divided by the largest, or σ²/Σσ²',
      )
        .choices(['raw', 'max', 'share'])
        .default(DEFAULT_LOOK.scale),
    )
    .option('--log', 'a logarithmic axis for spectra')
    .option(
      '--classes',
      'colour the vocabulary by what tokens look like: words, parts, signs, other scripts',
    )
    .addOption(
      new Option(
        '--order <order>',
        'members on the heat maps: in the set’s order, or by hierarchical clustering (default: |r| given, r clustered)',
      ).choices([...MEMBER_ORDERS]),
    )
}

/** Adds the flags of commands that draw any figure. */
export function addRenderOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--theme <theme>', 'colours of the figures')
        .choices(['light', 'dark'])
        .default(DEFAULT_LOOK.theme),
    )
    .option(
      '--dpi <n>',
      `resolution of the PNGs, 24 to 1200; ${DEFAULT_DPI} is twice the SVG’s size`,
      dpi,
      DEFAULT_DPI,
    )
    .addOption(
      new Option(
        '--font <file>',
        'a font (.ttf, .otf, .ttc) for scripts that PNG and PDF lack; may be given again',
      )
        .argParser((path: string, before: FontFlag) => [...(before || []), path])
        .default([], 'DejaVu alone'),
    )
    .hook('preAction', async (_, action) => {
      // A file that is no font is refused before anything is computed.
      const { font } = action.opts<{ readonly font: FontFlag }>()
      if (font && font.length > 0) await fontsFor(font)
    })
}

/** What the library's figures take. */
export function figureOptions({ theme, scale, log, classes, order }: FigureFlags): FigureOptions {
  return { theme, scale, log: log ?? false, classes: classes ?? false, ...(order && { order }) }
}

function dpi(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && value >= 24 && value <= 1200) return value
  throw new InvalidArgumentError('Expected a number from 24 to 1200.')
}
