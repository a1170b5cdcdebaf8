import { type ByteSource, readAll } from '../../bytes/byte-source.js'
import type { ModelFiles } from '../model-files.js'
import { MAX_LINES, requireFewLines, requireFewValues } from '../few-parts.js'
import type { FormatTokens } from './format-tokens.js'
import { malformed } from './malformed.js'

/** A million tokens of 60 bytes. */
const MAX_LIST_BYTES = 64 * 1024 * 1024

/** Names of lists, after the matrix's own name and a dot, or alone. */
const NAMES = ['tokens.txt', 'vocab.txt', 'tokens.json', 'vocab.json']

/**
 * The list of tokens beside a bare matrix: `NAME.tokens.txt`, `NAME.vocab.txt`, `tokens.txt`, `vocab.txt`, or the
 * same with `.json`, in the matrix's folder, where NAME is the matrix's file without its ending.
 */
export async function findTokenList(
  files: ModelFiles,
  file: string,
): Promise<FormatTokens | undefined> {
  const slash = file.lastIndexOf('/') + 1
  const [folder, name] = [file.slice(0, slash), file.slice(slash).replace(/\.[^.]*$/, '')]
  const found = [...NAMES.map((end) => `${name}.${end}`), ...NAMES]
    .map((end) => folder + end)
    .find((path) => files.sizes.has(path))
  return found === undefined ? undefined : readTokenList(await files.open(found), found)
}

/**
 * A list of tokens, one a row of the matrix. As text: one a line, in UTF-8, exactly as it stands there. As JSON: a
 * list of tokens, a list of `[token, score]`, or an object of tokens and their rows.
 *
 * @param file its name, for `FormatTokens.file`
 * @throws {Malformed} when it is neither
 * @throws {LimitExceeded} when it has more than 64 MB, or 4 million tokens
 */
export async function readTokenList(source: ByteSource, file: string): Promise<FormatTokens> {
  const bytes = await readAll(source, MAX_LIST_BYTES)
  requireFewLines(source, bytes)
  if (file.endsWith('.json')) requireFewValues(source, bytes, 2 * MAX_LINES)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw malformed(source, 'a list of tokens in UTF-8', String(cause), cause)
  }
  if (file.endsWith('.json')) return { file, ...fromJson(source, text) }
  const lines = text.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  return { file, tokens: lines }
}

function fromJson(source: ByteSource, text: string): Pick<FormatTokens, 'tokens' | 'scores'> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw malformed(source, 'JSON', String(cause), cause)
  }
  if (!Array.isArray(value)) return { tokens: byRow(source, value) }
  if (value.every((item) => typeof item === 'string')) return { tokens: value }
  const pairs = value.filter(
    (item): item is [string, number | null] => Array.isArray(item) && typeof item[0] === 'string',
  )
  if (pairs.length !== value.length)
    throw malformed(source, 'a list of tokens, or of [token, score]', 'something else in it')
  const scores = pairs.map(([, score]) => (typeof score === 'number' ? score : NaN))
  return { tokens: pairs.map(([token]) => token), scores }
}

/** An object of tokens and their rows: 0 to n − 1, each once. */
function byRow(source: ByteSource, value: unknown): string[] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const tokens = new Array<string>(entries.length)
  const seen = new Set<unknown>()
  for (const [token, row] of entries as [string, unknown][]) {
    const fits = Number.isInteger(row) && (row as number) >= 0 && (row as number) < entries.length
    if (!fits || seen.has(row))
      throw malformed(source, `a row from 0 to ${entries.length - 1}, each once`, String(row))
    seen.add(row)
    tokens[row as number] = token
  }
  if (tokens.length > 0) return tokens
  throw malformed(source, 'tokens', 'none')
}
