import { type ByteSource, readAll } from '../bytes/byte-source.js'
import { Malformed } from '../errors.js'
import { requireFewValues } from './few-parts.js'

/** Many times what an index of 100,000 tensors has. */
const MAX_VALUES = 1_000_000

/**
 * A small JSON file of a model.
 *
 * @param limit in bytes
 * @param values fields and elements in all: the shortest take twenty times as much memory as they have bytes
 * @throws {Malformed} when it is not an object in UTF-8 JSON
 * @throws {LimitExceeded} when it is larger than the limit, or has more values
 */
export async function readJson(
  file: ByteSource,
  limit: number,
  values = MAX_VALUES,
): Promise<Readonly<Record<string, unknown>>> {
  const bytes = await readAll(file, limit)
  requireFewValues(file, bytes, values)
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw malformed(file, 'JSON in UTF-8', String(cause), cause)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed(file, 'a JSON object', JSON.stringify(value).slice(0, 100))
  return value as Readonly<Record<string, unknown>>
}

function malformed(file: ByteSource, expected: string, found: string, cause?: unknown): Malformed {
  return new Malformed(
    { where: file.name, expected, found, next: 'Download or copy the file again.' },
    { cause },
  )
}
