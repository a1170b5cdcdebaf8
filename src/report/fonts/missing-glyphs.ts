import type { Coverage } from './coverage.js'

/** Characters that are drawn as nothing, or change how their neighbours look: no glyph is missed. */
export const WITHOUT_INK = /[\p{Cc}\p{Cf}\p{Z}\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/u

/** A script of characters that no font has, and some of them. */
export interface MissingGlyphs {
  /** Of Unicode: `Han`, `Devanagari`; `symbols and emoji` for characters of no script. */
  readonly script: string
  /** How many different characters. */
  readonly count: number
  /** The first few. */
  readonly examples: readonly string[]
}

const SCRIPTS = [
  'Han', 'Hiragana', 'Katakana', 'Hangul', 'Bopomofo', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil',
  'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Thai', 'Lao', 'Tibetan', 'Myanmar', 'Khmer', 'Ethiopic', 'Georgian',
  'Armenian', 'Hebrew', 'Arabic', 'Syriac', 'Thaana', 'Cherokee', 'Mongolian', 'Latin', 'Greek', 'Cyrillic',
] as const // prettier-ignore

/** The characters of SVG texts that none of some fonts has, by script, the largest first. */
export function missingGlyphs(
  svgs: Iterable<string>,
  fonts: readonly { readonly coverage: Coverage }[],
): MissingGlyphs[] {
  const missing = new Map<string, Set<string>>()
  for (const svg of svgs)
    for (const character of drawnCharacters(svg)) {
      const code = character.codePointAt(0) ?? 0
      if (WITHOUT_INK.test(character) || fonts.some(({ coverage }) => coverage.has(code))) continue
      const script = scriptOf(character)
      // A mark needs something to stand on.
      const shown = /\p{M}/u.test(character) ? `◌${character}` : character
      missing.set(script, (missing.get(script) ?? new Set()).add(shown))
    }
  return [...missing]
    .map(([script, characters]) => ({
      script,
      count: characters.size,
      examples: [...characters].slice(0, 5),
    }))
    .sort((a, b) => b.count - a.count || a.script.localeCompare(b.script))
}

/** The different characters of an SVG's text elements; our own writer escapes markup by number only. */
function drawnCharacters(svg: string): Set<string> {
  const characters = new Set<string>()
  for (const [, content] of svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g))
    // ASCII, escapes among it, is in every font.
    for (const character of content) if (character > '\u007f') characters.add(character)
  return characters
}

function scriptOf(character: string): string {
  const script = SCRIPTS.find((name) => PATTERNS.get(name)?.test(character))
  return script ?? (/\p{L}/u.test(character) ? 'other scripts' : 'symbols and emoji')
}

const PATTERNS = new Map(SCRIPTS.map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')]))
