/** The colours of a figure. All are literal values: an SVG must look the same wherever it is shown. */
export interface Theme {
  readonly name: ThemeName
  readonly background: string
  /** Titles and labels. */
  readonly ink: string
  /** Subtitles and notes. */
  readonly muted: string
  readonly frame: string
  readonly grid: string
  /** Marks of the token set. */
  readonly set: string
  /** Marks of its control. */
  readonly control: string
  /** Marks that are neither. */
  readonly point: string
}

/** Which theme. */
export type ThemeName = 'light' | 'dark'

/** Set, control and point are from Okabe & Ito's palette, told apart by colour-blind readers too. */
export const THEMES: Readonly<Record<ThemeName, Theme>> = {
  light: {
    name: 'light',
    background: '#ffffff',
    ink: '#1b1b22',
    muted: '#5b6470',
    frame: '#4a5562',
    grid: '#e4e7ea',
    set: '#0072b2',
    control: '#d55e00',
    point: '#cc79a7',
  },
  dark: {
    name: 'dark',
    background: '#0f1418',
    ink: '#eceff2',
    muted: '#a3adb8',
    frame: '#9aa5b0',
    grid: '#2a3036',
    set: '#56b4e9',
    control: '#e69f00',
    point: '#cc79a7',
  },
}
