import { readFileSync, statSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Io, LimitExceeded } from '../../errors.js'
import { type FontFile, MOST_FONT_BYTES, fontFile } from './font-file.js'

/** The paths of DejaVu Sans and its bold face, which figures are measured in. */
export const DEJAVU = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) =>
  fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}`)),
) as [regular: string, bold: string]

/**
 * Reads DejaVu Sans, regular and bold, and further fonts for scripts that it lacks.
 *
 * @param paths of further fonts, the first that has a character drawing it
 * @throws {Io} when a file cannot be read
 * @throws {Malformed} when a file is no font
 */
export async function loadFonts(paths: readonly string[] = []): Promise<readonly FontFile[]> {
  return Promise.all([...DEJAVU, ...paths].map(loadFont))
}

/** The same at once, for a thread that has nothing else to do. */
export function loadFontsSync(paths: readonly string[] = []): readonly FontFile[] {
  return [...DEJAVU, ...paths].map(loadFontSync)
}

async function loadFont(path: string): Promise<FontFile> {
  try {
    requireSize(path, (await stat(path)).size)
    return fontFile(path, await readFile(path))
  } catch (cause) {
    throw asTold(path, cause)
  }
}

function loadFontSync(path: string): FontFile {
  try {
    requireSize(path, statSync(path).size)
    return fontFile(path, readFileSync(path))
  } catch (cause) {
    throw asTold(path, cause)
  }
}

function requireSize(path: string, size: number): void {
  if (size <= MOST_FONT_BYTES) return
  throw new LimitExceeded({
    where: `font ${path}`,
    expected: `at most ${MOST_FONT_BYTES} bytes`,
    found: String(size),
    next: 'Give a font of one script.',
  })
}

/** What the operating system says, in our words; other errors as they are. */
function asTold(path: string, cause: unknown): unknown {
  if (!(cause instanceof Error) || !('code' in cause)) return cause
  return new Io(
    {
      where: `font ${path}`,
      expected: 'a font that can be read',
      found: cause.message,
      next: 'Check the path that --font names.',
    },
    { cause },
  )
}
