import { readFile } from 'node:fs/promises'
import { type AnalysisFile, Io, analysisFromJson } from '../src/index.js'

/**
 * The analysis in a file, and how it was drawn.
 *
 * @throws {Io} when the system refuses to read it
 * @throws {Malformed} when it holds none
 */
export async function readAnalysis(path: string): Promise<AnalysisFile> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Io(
      {
        where: path,
        expected: 'an analysis.json',
        found: cause instanceof Error ? cause.message : String(cause),
        next: 'Check the path.',
      },
      { cause },
    )
  })
  return analysisFromJson(text)
}
