/** Advances of DejaVu Sans for U+0020 to U+007E, in hundredths of an em. */
const REGULAR = [
  32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84,
  84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39,
  34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59,
  52, 64, 34, 64, 84,
] // prettier-ignore

/** How much wider the bold face runs on average; its own advances lie within a tenth of this. */
const BOLD = 1.13

/** Scripts whose characters are as wide as high, and emoji; scripts that DejaVu lacks, whose boxes are, or nearly. */
const WIDE =
  /[\u0900-\u0e7f\u0f00-\u109f\u1200-\u139f\u1780-\u17ff\u1100-\u115f\u2e80-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f000}-\u{3ffff}]/u

/** Marks that stand over or under a letter, of scripts that DejaVu has; those of others may take room, as signs of their own. */
const COMBINING =
  /[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]/u

/** Widest letters of the other alphabets that DejaVu has; nearly all are narrower. */
const OTHER = 0.68

/**
 * The width that text needs, in px: exact to a hundredth of an em for ASCII in DejaVu Sans, a fair upper guess for other
 * scripts, whose font is not known.
 */
export function textWidth(content: string, fontSize: number, bold = false): number {
  let ems = 0
  for (const character of content) {
    const code = character.codePointAt(0) ?? 0
    if (code >= 0x20 && code <= 0x7e) ems += REGULAR[code - 0x20] / 100
    else if (COMBINING.test(character)) continue
    else ems += WIDE.test(character) ? 1 : (NARROW.get(character) ?? OTHER)
  }
  return ems * fontSize * (bold ? BOLD : 1)
}

/** Characters that our own titles and axes use. */
const NARROW = new Map<string, number>([
  ...[...'₀₁₂₃₄₅₆₇₈₉'].map((digit): [string, number] => [digit, 0.41]),
  ['·', 0.32],
  ['…', 1],
  ['−', 0.84],
  ['×', 0.84],
  ['÷', 0.84],
  ['σ', 0.64],
])

/** Text cut at its end, with `…`, until it fits a width in px. */
export function fitText(content: string, width: number, fontSize: number, bold = false): string {
  if (textWidth(content, fontSize, bold) <= width) return content
  const characters = [...content]
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, fontSize, bold) > width)
    characters.pop()
  return `${characters.join('').trimEnd()}…`
}

/**
 * Text in lines of at most a width in px, broken at spaces; the last line that is allowed takes the rest, cut if need be.
 */
export function wrapText(
  content: string,
  width: number,
  fontSize: number,
  { lines = 3, bold = false }: { readonly lines?: number; readonly bold?: boolean } = {},
): string[] {
  const out: string[] = []
  let line = ''
  const words = content.split(' ')
  for (let i = 0; i < words.length; i++) {
    const longer = line === '' ? words[i] : `${line} ${words[i]}`
    if (line === '' || textWidth(longer, fontSize, bold) <= width) {
      line = longer
      continue
    }
    if (out.length === lines - 1) {
      line = [line, ...words.slice(i)].join(' ')
      break
    }
    out.push(line)
    line = words[i]
  }
  return [...out, line].map((part) => fitText(part, width, fontSize, bold))
}
