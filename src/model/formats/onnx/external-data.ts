import { NotFound, UnsafeFile } from '../../../errors.js'
import type { ModelFiles } from '../../model-files.js'
import { malformed } from '../malformed.js'

/** A part of another file of the model. */
export interface ExternalPart {
  readonly file: string
  readonly offset: number
  /** Undefined where it is not said: up to the end. */
  readonly length: number | undefined
}

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
  if (!isBelow(location)) throw outside(where.name, location)
  const folder = onnx.slice(0, onnx.lastIndexOf('/') + 1)
  const file = folder + location.split('/').filter(isStep).join('/')
  if (!files.sizes.has(file))
    throw new NotFound({
      where: where.name,
      expected: `its external data, ${file}`,
      found: 'no such file',
      next: 'Download that file too.',
    })
  if (files.leadsOut && (await files.leadsOut(file)))
    throw outside(where.name, `${location}, a link that leads elsewhere`)
  return { file, offset: number('offset') ?? 0, length: number('length') }

  function number(key: string): number | undefined {
    const text = keys.get(key)
    if (text === undefined) return undefined
    if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text)
    throw malformed(where, `a whole number as ${key} of external data`, text)
  }
}

/** A relative path that never climbs, on any system. */
function isBelow(location: string): boolean {
  return (
    location.split('/').some(isStep) &&
    !/^\/|^[a-z]:|\\|\0/i.test(location) &&
    !location.split('/').includes('..')
  )
}

function isStep(part: string): boolean {
  return part !== '' && part !== '.'
}

function outside(where: string, found: string): UnsafeFile {
  return new UnsafeFile({
    where,
    expected: 'external data in the folder of the ONNX file',
    found: found.slice(0, 200),
    next: 'Put the data beside the ONNX file, and name them by a relative path.',
  })
}
