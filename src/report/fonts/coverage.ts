/** Which characters a font has glyphs for. */
export interface Coverage {
  /** Whether it has one for a code point. */
  has(codePoint: number): boolean
}

/** Ranges of code points, first and last, ascending. */
type Ranges = readonly (readonly [first: number, last: number])[]

/** More ranges than there are code points to be in them. */
const MOST_RANGES = 0x110000

/**
 * Reads the `cmap` table of a TrueType or OpenType font (OpenType 1.9, 'cmap'): subtables of formats 4 and 12, which all
 * Unicode fonts have. Characters that a range maps to glyph 0 count as covered
 * in format 4 ranges with an offset array only if their glyph is not 0.
 *
 * @throws {RangeError} when the bytes are no such font; every read is within bounds
 */
export function readCoverage(font: DataView): Coverage {
  const kind = font.getUint32(0)
  if (![0x00010000, tag('OTTO'), tag('true')].includes(kind))
    throw new RangeError(`a file that begins with ${hex(kind)}`)
  const cmap = tableAt(font, tag('cmap'))
  let best: { at: number; format: number } | undefined
  const count = font.getUint16(cmap + 2)
  for (let i = 0; i < count; i++) {
    const record = cmap + 4 + 8 * i
    const platform = font.getUint16(record)
    const encoding = font.getUint16(record + 2)
    const unicode = platform === 0 || (platform === 3 && (encoding === 1 || encoding === 10))
    const at = cmap + font.getUint32(record + 4)
    const format = font.getUint16(at)
    if (!unicode || (format !== 4 && format !== 12)) continue
    if (!best || format > best.format) best = { at, format }
  }
  if (!best) throw new RangeError('a font without a Unicode character map of format 4 or 12')
  return within(best.format === 12 ? format12(font, best.at) : format4(font, best.at))
}

function format12(font: DataView, at: number): Ranges {
  const count = font.getUint32(at + 12)
  if (count > MOST_RANGES) throw new RangeError(`a character map of ${count} ranges`)
  return Array.from({ length: count }, (_, i) => [
    font.getUint32(at + 16 + 12 * i),
    font.getUint32(at + 20 + 12 * i),
  ])
}

function format4(font: DataView, at: number): Ranges {
  const count = font.getUint16(at + 6) / 2
  const ends = at + 14
  const starts = ends + 2 * count + 2
  const offsets = starts + 4 * count
  const ranges: [number, number][] = []
  for (let i = 0; i < count; i++) {
    const [first, last] = [font.getUint16(starts + 2 * i), font.getUint16(ends + 2 * i)]
    if (first > last || first === 0xffff) continue
    const offset = font.getUint16(offsets + 2 * i)
    if (offset === 0) {
      ranges.push([first, last])
      continue
    }
    for (let code = first; code <= last; code++) {
      const glyph = font.getUint16(offsets + 2 * i + offset + 2 * (code - first))
      if (glyph !== 0) ranges.push([code, code])
    }
  }
  return ranges
}

/** Looks a code point up by halving. */
function within(ranges: Ranges): Coverage {
  const sorted = ranges.toSorted(([a], [b]) => a - b)
  return {
    has(codePoint) {
      let [low, high] = [0, sorted.length - 1]
      while (low <= high) {
        const middle = (low + high) >> 1
        const [first, last] = sorted[middle]
        if (codePoint < first) high = middle - 1
        else if (codePoint > last) low = middle + 1
        else return true
      }
      return false
    },
  }
}

function tableAt(font: DataView, name: number): number {
  const count = font.getUint16(4)
  for (let i = 0; i < count; i++) {
    const record = 12 + 16 * i
    if (font.getUint32(record) === name) return font.getUint32(record + 8)
  }
  throw new RangeError('a font without a character map')
}

function tag(name: string): number {
  return [...name].reduce((code, c) => code * 256 + c.charCodeAt(0), 0)
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`
}
