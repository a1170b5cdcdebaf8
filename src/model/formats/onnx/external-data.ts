import { NotFound } from '../../../errors.js'
import type { ModelFiles } from '../../model-files.js'
import { leadsOut, neighbour } from '../../neighbour.js'
import { malformed } from '../malformed.js'

/** A part of another file of the model. */
export interface ExternalPart {
  readonly file: string
  readonly offset: number
  /** Undefined where it is not said: up to the end. */
  readonly length: number | undefined
}

const WHAT = 'external data'

const KNOWN = new Set(['location', 'offset', 'length', 'checksum'])

/**
 * Where external data of a tensor lie. The place is a stranger's text: it has to name a file in the folder of the
 * ONNX file or below, and no link may lead out of it.
 *
 * @param onnx the ONNX file's path within the model
 * @throws {UnsafeFile} for a place outside of the folder
 * @throws {Malformed} for keys that are unknown, or no numbers
 * @throws {NotFound} when there is no such file
 */
export async function externalPart(
  files: ModelFiles,
  onnx: string,
  keys: ReadonlyMap<string, string>,
): Promise<ExternalPart> {
  const where = { name: `${files.source}, ${onnx}` }
  for (const key of keys.keys())
    if (!KNOWN.has(key)) throw malformed(where, 'the keys that ONNX knows of external data', key)
  const location = keys.get('location')
  if (location === undefined) throw malformed(where, 'the place of external data', 'none')
  const file = neighbour(where.name, onnx, location, WHAT)
  await files.lookUp?.([file])
  if (!files.sizes.has(file))
    throw new NotFound({
      where: where.name,
      expected: `its external data, ${file}`,
      found: 'no such file',
      next: 'Download that file too.',
    })
  if (files.leadsOut && (await files.leadsOut(file)))
    throw leadsOut(where.name, `${location}, a link that leads elsewhere`, WHAT)
  return { file, offset: number('offset') ?? 0, length: number('length') }

  function number(key: string): number | undefined {
    const text = keys.get(key)
    if (text === undefined) return undefined
    if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text)
    throw malformed(where, `a whole number as ${key} of external data`, text)
  }
}
