import { Malformed } from '../../errors.js'
import { firstFont } from './collection.js'
import { type Coverage, readCoverage } from './coverage.js'

/** A font that figures can be drawn with. */
export interface FontFile {
  readonly path: string
  /** Of one font: of a collection, its first. */
  readonly bytes: Uint8Array
  /** The characters that it has glyphs for. */
  readonly coverage: Coverage
}

/** Larger than any font there is: Noto Sans CJK, all languages and weights in one file, has 110 MB. */
export const MOST_FONT_BYTES = 256 * 2 ** 20

/**
 * A font from its file's bytes: TrueType or OpenType (.ttf, .otf), or a collection of them (.ttc, .otc), of which the first
 * counts.
 *
 * @throws {Malformed} for anything else: WOFF files have to be unpacked first
 */
export function fontFile(path: string, bytes: Uint8Array): FontFile {
  try {
    const font = firstFont(bytes)
    const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
    return { path, bytes: font, coverage: readCoverage(view) }
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new Malformed(
      {
        where: `font ${path}`,
        expected: 'a TrueType or OpenType font, .ttf, .otf, .ttc or .otc, with a Unicode table',
        found: cause.message,
        next: 'Give another file with --font.',
      },
      { cause },
    )
  }
}
