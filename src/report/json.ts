import type { Analysis } from '../analysis/analysis.js'
import type { VocabularySpectrum } from '../analysis/vocabulary-spectrum.js'
import { Malformed } from '../errors.js'
import type { ModelInfo } from '../model/model.js'
import type { Pair } from '../projection/pair.js'
import { Projection } from '../projection/projection.js'
import type { Summary } from '../spectrum/summaries.js'
import { type Display, displayFrom } from './display.js'
import { controlsOf, membershipOf, nullBandOf } from './stored-statistics.js'
import { type Stored, float64, matrixOf, nullsAsNaN, orNaN, svdOf } from './stored.js'

/** What analysis.json holds: an analysis, and how it was drawn. */
export interface AnalysisFile extends Analysis {
  /** How the files beside it look and which they are; absent where the library wrote it and was not told. */
  readonly display?: Display
}

/**
 * An analysis as JSON, one line for each of its parts, the manifest last. Numbers are written so that reading them gives the same
 * float64 again, −0 and infinities (1e999) included; NaN (the correlation of a row that does not vary) and a missing token are null.
 */
export function analysisToJson(analysis: AnalysisFile): string {
  return Array.from(analysisJsonPieces(analysis)).join('')
}

/** `analysisToJson` in pieces, for a file: of a large vocabulary the whole text takes tens of megabytes. */
export function analysisJsonPieces({ manifest, ...parts }: AnalysisFile): Iterable<string> {
  // Its end, the timings, is all that differs between two runs.
  return documentPieces({ ...parts, manifest })
}

/** A pair and the model it was found in, as JSON, its numbers written as `analysisToJson` does. */
export function pairToJson(pair: Pair, model: ModelInfo): string {
  return document({ format: 'tokenprism-pair', version: 1, model, ...pair })
}

/** The spectrum of a vocabulary as JSON, its numbers written as `analysisToJson` does. */
export function vocabularySpectrumToJson(spectrum: VocabularySpectrum): string {
  return document(spectrum)
}

/**
 * Reads an analysis back.
 *
 * @throws {Malformed} when the text is not an analysis, or of another version of its layout
 */
export function analysisFromJson(json: string): AnalysisFile {
  let stored: Stored<AnalysisFile>
  try {
    stored = JSON.parse(json) as Stored<AnalysisFile>
  } catch (cause) {
    throw notAnAnalysis('text that is not JSON', cause)
  }
  const format = (stored as { format?: unknown } | null)?.format
  if (format !== 'tokenprism-analysis')
    throw notAnAnalysis(
      typeof format === 'string' && format.startsWith('tokenprism-')
        ? `"${format}", and results of compare, pair and spectrum cannot be read as one, nor replayed`
        : 'JSON without that mark',
    )
  if ((stored.version as number) !== 2) throw notAnAnalysis(`version ${stored.version}`)
  try {
    const { projection, control, display } = stored
    const tokens = projection.tokens.map((token) => token ?? undefined)
    return {
      ...(stored as unknown as AnalysisFile),
      ...(display && { display: displayFrom(display) }),
      mean: float64(stored.mean),
      spectrum: svdOf(stored.spectrum),
      controls: controlsOf(stored.controls),
      nullBand: nullBandOf(stored.nullBand),
      summaries: nullsAsNaN<readonly Summary[]>(stored.summaries),
      references: nullsAsNaN(stored.references),
      stability: nullsAsNaN(stored.stability),
      membership: stored.membership.map(membershipOf),
      control: {
        ...control,
        ids: Uint32Array.from(control.ids),
        tokens: control.tokens.map((token) => token ?? undefined),
        mean: float64(control.mean),
        spectrum: svdOf(control.spectrum),
      },
      projection: new Projection({
        vectors: projection.vectors,
        values: matrixOf(projection.values),
        tokens,
        memberIds: Uint32Array.from(projection.memberIds),
      }),
      correlation: matrixOf(stored.correlation),
      pair: {
        ...stored.pair,
        r: orNaN(stored.pair.r),
        cosine: orNaN(stored.pair.cosine),
        embeddings: [float64(stored.pair.embeddings[0]), float64(stored.pair.embeddings[1])],
      },
    }
  } catch (cause) {
    throw notAnAnalysis(`parts that do not fit: ${String(cause)}`, cause)
  }
}

/** An object as JSON, one line for each of its parts, numbers as `analysisToJson` writes them. */
export function document(parts: object): string {
  return Array.from(documentPieces(parts)).join('')
}

function* documentPieces(parts: object): Generator<string, void> {
  let before = '{\n'
  for (const [key, value] of Object.entries(parts)) {
    yield `${before}${quoted(key)}: `
    yield* piecesOf(value)
    before = ',\n'
  }
  yield '\n}\n'
}

/** Elements of a list that are written at a time. */
const PIECE = 4096

function* piecesOf(value: unknown): Generator<string, void> {
  if (isList(value) && value.length > PIECE) {
    for (let start = 0; start < value.length; start += PIECE)
      yield (start === 0 ? '[' : ',') + encodeAll(value.slice(start, start + PIECE))
    yield ']'
  } else if (typeof value === 'object' && value !== null && !isList(value)) {
    let before = '{'
    for (const [key, part] of Object.entries(value)) {
      yield `${before}${quoted(key)}:`
      yield* piecesOf(part)
      before = ','
    }
    yield before === '{' ? '{}' : '}'
  } else yield encode(value)
}

function isList(value: unknown): value is readonly unknown[] | Float64Array {
  return Array.isArray(value) || ArrayBuffer.isView(value)
}

function encodeAll(list: readonly unknown[] | Float64Array): string {
  if (isPlain(list)) return JSON.stringify(Array.from(list)).slice(1, -1)
  // A typed array would make numbers of the texts again.
  return Array.isArray(list) ? list.map(encode).join(',') : Array.from(list, encode).join(',')
}

/** Whether JSON's own writer, which is faster, writes a list as `encode` would: texts, gaps, and finite numbers but −0. */
function isPlain(list: readonly unknown[] | Float64Array): boolean {
  for (let i = 0; i < list.length; i++) {
    const value = list[i]
    if (typeof value === 'number') {
      if (!Number.isFinite(value) || Object.is(value, -0)) return false
    } else if (typeof value !== 'string' && value !== undefined && value !== null) return false
  }
  return true
}

function encode(value: unknown): string {
  if (typeof value === 'number') return number(value)
  if (value === undefined || value === null) return 'null'
  if (isList(value)) return `[${encodeAll(value)}]`
  if (typeof value === 'object') {
    const parts = Object.entries(value).map(([key, part]) => `${quoted(key)}:${encode(part)}`)
    return `{${parts.join(',')}}`
  }
  return JSON.stringify(value)
}

function number(value: number): string {
  if (Number.isNaN(value)) return 'null'
  // Beyond float64: every JSON reader makes an infinity of it.
  if (!Number.isFinite(value)) return value > 0 ? '1e999' : '-1e999'
  return Object.is(value, -0) ? '-0' : String(value)
}

function quoted(text: string): string {
  return JSON.stringify(text)
}

function notAnAnalysis(found: string, cause?: unknown): Malformed {
  return new Malformed(
    {
      where: 'analysis',
      expected: 'JSON that tokenprism wrote, "format": "tokenprism-analysis", "version": 2',
      found,
      next: 'Give an analysis.json, or run the analysis again.',
    },
    { cause },
  )
}
