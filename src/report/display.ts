import { DEFAULT_LOOK } from '../figure/default-look.js'
import type { DrawOptions } from '../figure/registry.js'
import type { ThemeName } from '../figure/theme.js'

/** Pixels for an inch of the PNGs if nothing is said: twice the SVG's size. */
export const DEFAULT_DPI = 192

/** How a report's figures look, and the files that the command wrote beside it. What is not said was not asked for. */
export interface Display extends Partial<Pick<DrawOptions, 'scale' | 'log' | 'classes' | 'order'>> {
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
