import type { FontFile } from '../src/report/fonts/font-file.js'
import { printable } from './printable.js'

/** DejaVu and the fonts that the flags name; a file that is no font fails here, before anything is drawn with it. */
export async function fontsFor(paths: readonly string[]): Promise<readonly FontFile[]> {
  const { loadFonts } = await import('../src/report/fonts/load-fonts.js')
  return loadFonts(paths)
}

/** Says once, on stderr, which scripts the PNGs and PDFs show as empty boxes. */
export async function reportMissing(
  svgs: readonly string[],
  fonts: readonly FontFile[],
): Promise<void> {
  const { missingGlyphs } = await import('../src/report/fonts/missing-glyphs.js')
  const missing = missingGlyphs(svgs, fonts)
  if (missing.length === 0) return
  const scripts = missing.map(
    ({ script, count, examples }) =>
      `${script} (${examples.join(' ')}${count > examples.length ? ` and ${count - examples.length} more` : ''})`,
  )
  const text = `No font here has these characters, which PNG and PDF show as boxes: ${scripts.join(', ')}. Give one that has, with --font FILE.`
  process.stderr.write(`${printable(text)}\n`)
}
