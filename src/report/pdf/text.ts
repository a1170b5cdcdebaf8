import type { FontFile } from '../fonts/font-file.js'
import { WITHOUT_INK } from '../fonts/missing-glyphs.js'
import type { Style } from './draw.js'
import type { SvgElement } from './parse-svg.js'

/** A piece of text that one font can draw. */
interface Run {
  readonly font: string
  text: string
}

/** Draws a text element as text that can be searched and copied, in the first font that has each of its characters. */
export function drawText(
  document: PDFKit.PDFDocument,
  { attributes, text }: SvgElement,
  style: Style,
  fonts: readonly FontFile[],
): void {
  const size = Number(style.get('font-size') ?? 12)
  const runs = runsOf(text, style.get('font-weight') === 'bold', fonts)
  document.fontSize(size)
  const widths = runs.map((run) => {
    document.font(run.font)
    return document.widthOfString(run.text)
  })
  const width = widths.reduce((sum, part) => sum + part, 0)
  const anchor =
    { start: 0, middle: width / 2, end: width }[style.get('text-anchor') ?? 'start'] ?? 0
  let x = Number(attributes.get('x') ?? 0) - anchor
  const y = Number(attributes.get('y') ?? 0)
  document.save()
  const turn = /^rotate\((-?[\d.]+) (-?[\d.]+) (-?[\d.]+)\)$/.exec(
    attributes.get('transform') ?? '',
  )
  if (turn) document.rotate(Number(turn[1]), { origin: [Number(turn[2]), Number(turn[3])] })
  const halo = style.get('paint-order') === 'stroke' ? style.get('stroke') : undefined
  document.fillOpacity(1).strokeOpacity(1)
  runs.forEach((run, i) => {
    document.font(run.font)
    const at = { lineBreak: false, baseline: 'alphabetic' } as const
    if (halo !== undefined && halo !== 'none') {
      document
        .lineWidth(Number(style.get('stroke-width') ?? 1))
        .lineJoin('round')
        .undash()
      // The ground around the letters is no text: who searches or copies would have each word twice.
      document.markContent('Span', { actual: ' ' })
      document.strokeColor(halo).text(run.text, x, y, { ...at, stroke: true, fill: false })
      document.endMarkedContent()
    }
    document.fillColor(style.get('fill') ?? '#000000')
    document.text(run.text, x, y, { ...at, stroke: false, fill: true })
    x += widths[i]
  })
  document.restore()
}

/** DejaVu Sans stands first, its bold face second, others after them: bold text falls back on the regular ones. */
function runsOf(text: string, bold: boolean, fonts: readonly FontFile[]): Run[] {
  const [regular, strong, ...others] = fonts
  const order = bold ? [strong, regular, ...others] : [regular, ...others]
  const runs: Run[] = []
  for (const part of text.split(LEFTWARDS).flatMap(asSet)) {
    const first = runs.length
    for (const character of part) {
      const code = character.codePointAt(0) ?? 0
      const last = runs.length > first ? runs[runs.length - 1] : undefined
      const mark = /\p{M}/u.test(character)
      const found = order.find(({ coverage }) => coverage.has(code))
      if (!found && (mark || WITHOUT_INK.test(character))) continue
      const [font, shown] = found ? [found, character] : [order[0], MISSING]
      // A mark belongs to the letter before it, whatever other font has it too.
      if (last && (last.font === font.path || mark)) last.text += shown
      else runs.push({ font: font.path, text: shown })
    }
    // What runs from right to left begins with its last piece.
    if (RIGHT_TO_LEFT.test(part)) runs.push(...runs.splice(first).reverse())
  }
  return runs
}

/** The pieces of text in the order in which they stand on the page: from right to left, the last word comes first. */
function asSet(part: string): readonly string[] {
  if (!RIGHT_TO_LEFT.test(part)) return [part]
  return part
    .split(BETWEEN)
    .reverse()
    .map((piece) => (RIGHT_TO_LEFT.test(piece) ? piece : [...piece].reverse().join('')))
}

/** In place of a character that no font has: pdfkit gives the glyph that fonts have for it another width than it says. */
const MISSING = '□'

const RTL =
  '[\\p{Script=Hebrew}\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}]'

const RIGHT_TO_LEFT = new RegExp(`^${RTL}`, 'u')

/** What stands between the words. */
const BETWEEN = /([\s,.…]+)/

/** Text of such scripts, with what stands between its words. */
const LEFTWARDS = new RegExp(`(${RTL}(?:[\\p{M}\\s,.…]*${RTL})*\\p{M}*)`, 'u')
