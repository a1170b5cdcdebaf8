import { interpolateRdBu, interpolateViridis } from 'd3-scale-chromatic'

/** How a value becomes a colour. All maps grow evenly in lightness, or away from white to both sides: print keeps them. */
export interface HeatColours {
  /** The values at the ends of the map. */
  readonly domain: readonly [number, number]
  /** From 0 to 1, the colour as `#rrggbb`. */
  readonly at: (t: number) => string
}

/** How many colours a heat map has: steps too small to be seen. */
const LEVELS = 128

/** For |r|: viridis from 0 on. */
export function sequential(top: number): HeatColours {
  return { domain: [0, top], at: (t) => hex(interpolateViridis(t)) }
}

/** For r: red below zero, white, blue above it. */
export function diverging(top: number): HeatColours {
  return { domain: [-top, top], at: (t) => hex(interpolateRdBu(t)) }
}

/** The index of a value's colour, from 0 to LEVELS − 1; values beyond the ends take the last. */
export function levelOf({ domain: [low, high] }: HeatColours, value: number): number {
  const t = Math.max(0, Math.min(1, (value - low) / (high - low)))
  return Math.round(t * (LEVELS - 1))
}

/** The colours of all levels. */
export function levels({ at }: HeatColours): string[] {
  return Array.from({ length: LEVELS }, (_, level) => at(level / (LEVELS - 1)))
}

/** Whether dark text is readable on a colour: by its relative luminance (WCAG 2). */
export function isLight(colour: string): boolean {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18
}

/** d3 gives `#rrggbb` for some maps and `rgb(r, g, b)` for others. */
function hex(colour: string): string {
  const parts = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour)
  if (!parts) return colour
  return `#${parts
    .slice(1)
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('')}`
}
