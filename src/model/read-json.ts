import { type ByteSource, readAll } from '../bytes/byte-source.js'
import { Malformed } from '../errors.js'

/**
 * A small JSON file of a model.
 *
 * @param limit in bytes
 * @throws {Malformed} when it is not an object in UTF-8 JSON
 * @throws {LimitExceeded} when it is larger than the limit
 */
export async function readJson(
  file: ByteSource,
  limit: number,
): Promise<Readonly<Record<string, unknown>>> {
  const bytes = await readAll(file, limit)
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
