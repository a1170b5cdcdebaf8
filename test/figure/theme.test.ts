import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { THEMES } from '../../src/figure/theme.js'

/** Linear red, green, blue from 0 to 1. */
function linear(colour: string): number[] {
  return [1, 3, 5].map((at) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
}

function luminance(colour: string): number {
  const [r, g, b] = linear(colour)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** WCAG 2's contrast, from 1 to 21. */
function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p)
  return (x + 0.05) / (y + 0.05)
}

/** What those see who lack one kind of cone: Machado, Oliveira & Fernandes 2009, severity 1. */
const BLINDNESS = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} // prettier-ignore

/** CIE L*a*b* under D65. */
function lab([r, g, b]: readonly number[]): number[] {
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116)
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505)
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b)
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

function seen(colour: string, matrix: readonly number[]): number[] {
  const [r, g, b] = linear(colour)
  return [0, 3, 6].map((i) => Math.max(0, matrix[i] * r + matrix[i + 1] * g + matrix[i + 2] * b))
}

for (const theme of Object.values(THEMES))
  suite(`the ${theme.name} theme`, () => {
    test('text has the contrast that WCAG 2 asks for, 4.5, and marks 3', () => {
      for (const colour of [theme.ink, theme.muted])
        assert.ok(contrast(colour, theme.background) >= 4.5, colour)
      for (const colour of [
        theme.set,
        theme.control,
        theme.vocabulary,
        theme.frame,
        ...theme.others,
      ])
        assert.ok(contrast(colour, theme.background) >= 2.9, colour)
    })

    for (const [name, matrix] of Object.entries(BLINDNESS))
      test(`set, control and vocabulary differ with ${name}`, () => {
        const marks = [theme.set, theme.control, theme.vocabulary]
        for (const a of marks)
          for (const b of marks) {
            if (a === b) continue
            const [p, q] = [lab(seen(a, matrix)), lab(seen(b, matrix))]
            const distance = Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2])
            // Some 2.3 are just noticed.
            assert.ok(distance > 15, `${a}, ${b}: ${distance.toFixed(1)}`)
          }
      })

    test('colours are literal, so that an SVG looks the same wherever it is shown', () => {
      const { name, others, ...single } = theme
      for (const colour of [...Object.values(single), ...others])
        assert.match(colour, /^#[0-9a-f]{6}$/, name)
    })
  })
