import { InvalidArgument, requireOneOf } from '../errors.js'

/**
 * The colours of a figure. Values are written into attributes as they are: literal in files, so that an SVG looks the same
 * wherever it is shown; a page may give `var(--ink)` and the like instead.
 */
export interface Theme {
  readonly name: string
  readonly background: string
  /** Titles and labels. */
  readonly ink: string
  /** Subtitles and notes. */
  readonly muted: string
  readonly frame: string
  readonly grid: string
  /** What belongs together: shaded behind the marks. */
  readonly shade: string
  /** The token set, wherever it is drawn. */
  readonly set: string
  /** Its controls, and what chance does. */
  readonly control: string
  /** Tokens outside the set. */
  readonly vocabulary: string
  /** Dimensions of a pair. */
  readonly point: string
  /** Further sets or classes, in this order. */
  readonly others: readonly [string, string, string, string]
}

/** Which theme. */
export type ThemeName = 'light' | 'dark'

/** All colours of marks are from Okabe & Ito's palette, told apart by colour-blind readers too. */
export const THEMES: Readonly<Record<ThemeName, Theme>> = {
  light: {
    name: 'light',
    background: '#ffffff',
    ink: '#1b1b22',
    muted: '#5b6470',
    frame: '#4a5562',
    grid: '#e4e7ea',
    shade: '#8a93a0',
    set: '#0072b2',
    control: '#d55e00',
    vocabulary: '#66727f',
    point: '#cc79a7',
    others: ['#009e73', '#b0568a', '#3a3f4a', '#c08a00'],
  },
  dark: {
    name: 'dark',
    background: '#0f1418',
    ink: '#eceff2',
    muted: '#a3adb8',
    frame: '#9aa5b0',
    grid: '#2a3036',
    shade: '#8a93a0',
    set: '#56b4e9',
    control: '#e69f00',
    vocabulary: '#93a0ad',
    point: '#cc79a7',
    others: ['#2bc79b', '#e08fbd', '#d5dae0', '#f0e442'],
  },
}

/**
 * The colours of a theme, by its name or as they are.
 *
 * @throws {InvalidArgument} naming the themes, or the colours that one's own theme lacks
 */
export function themeOf(theme: ThemeName | Theme): Theme {
  const given = theme as unknown
  if (typeof given !== 'object' || given === null) {
    requireOneOf('theme', Object.keys(THEMES), given)
    return THEMES[given as ThemeName]
  }
  const own = given as Readonly<Record<string, unknown>>
  const { others, ...single } = THEMES.light
  const lacking = Object.keys(single).filter((key) => typeof own[key] !== 'string')
  const list = own.others
  const enough = Array.isArray(list) && others.every((_, i) => typeof list[i] === 'string')
  if (lacking.length === 0 && enough) return given as Theme
  throw new InvalidArgument({
    where: 'theme',
    expected: `one of ${Object.keys(THEMES).join(', ')}, or an object with all colours of a theme`,
    found: `an object without ${[...lacking, ...(enough ? [] : [`${others.length} others`])].join(', ')}`,
    next: 'Take a theme of THEMES and replace what should be different.',
  })
}

/** The colour of the i-th of several sets or classes, the first being that of a set. */
export function seriesColour(theme: Theme, i: number): string {
  const colours = [theme.set, ...theme.others]
  return colours[i % colours.length]
}
