import { DEFAULT_LOOK } from '../figure/default-look.js'
import { MEMBER_ORDERS, type MemberOrder } from '../figure/registry.js'
import { THEMES, type ThemeName } from '../figure/theme.js'
import { SCALES, type Scale } from '../spectrum/scale.js'

/** Pixels for an inch of the PNGs if nothing is said: twice the SVG's size. */
export const DEFAULT_DPI = 192

/** How a report's figures look, and the files that the command wrote beside it. What is not said was not asked for. */
export interface Display {
  /** Units of the spectra. */
  readonly scale?: Scale
  /** Whether spectra stand on a logarithmic axis. */
  readonly log?: boolean
  /** Whether the vocabulary is coloured by what its tokens look like. */
  readonly classes?: boolean
  /** Of the members on heat maps. */
  readonly order?: MemberOrder | undefined
  /** Of the figures beside the report: it has both themes itself. */
  readonly theme?: ThemeName
  /** Of the PNGs. */
  readonly dpi?: number
  /** Paths of further fonts of PNGs and PDFs. */
  readonly fonts?: readonly string[]
  /** What was written, as `--format` names it. */
  readonly formats?: readonly string[]
}

/** What of a look was chosen: all that is otherwise than if nothing had been said. */
export function chosen({
  theme,
  scale,
  log,
  classes,
  order,
  dpi,
  fonts = [],
  formats,
}: Display): Display {
  return {
    ...(theme !== undefined && theme !== DEFAULT_LOOK.theme && { theme }),
    ...(scale !== undefined && scale !== DEFAULT_LOOK.scale && { scale }),
    ...(log && { log }),
    ...(classes && { classes }),
    ...(order && { order }),
    ...(dpi !== undefined && dpi !== DEFAULT_DPI && { dpi }),
    ...(fonts.length > 0 && { fonts }),
    ...(formats && { formats }),
  }
}

const isBoolean = (value: unknown): boolean => typeof value === 'boolean'
const isNumber = (value: unknown): boolean => typeof value === 'number'
const areTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((part) => typeof part === 'string')
const oneOf =
  (choices: readonly unknown[]) =>
  (value: unknown): boolean =>
    choices.includes(value)

/** What each part of a look may be. */
export const DISPLAY: Readonly<Record<keyof Display, (value: unknown) => boolean>> = {
  scale: oneOf(SCALES),
  log: isBoolean,
  classes: isBoolean,
  order: oneOf(MEMBER_ORDERS),
  theme: oneOf(Object.keys(THEMES)),
  dpi: isNumber,
  fonts: areTexts,
  formats: areTexts,
}

/**
 * A look from JSON.
 *
 * @throws {TypeError} when a part of it is none that there is
 */
export function displayFrom(stored: object): Display {
  for (const [part, value] of Object.entries(stored))
    if (!Object.hasOwn(DISPLAY, part) || !DISPLAY[part as keyof Display](value))
      throw new TypeError(`display.${part} is ${JSON.stringify(value)}`)
  return stored
}
