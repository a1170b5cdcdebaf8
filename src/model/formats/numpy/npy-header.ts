import type { ByteSource } from '../../../bytes/byte-source.js'
import { UnsafeFile } from '../../../errors.js'
import { beyondLimit, malformed } from '../malformed.js'

/** What the front of an npy file says. */
export interface NpyHeader {
  /** By our names, or NumPy's where we have none. */
  readonly dtype: string
  readonly shape: readonly number[]
  /** True where columns lie end to end. */
  readonly fortran: boolean
  /** Of the first element. */
  readonly offset: number
}

/** `\x93NUMPY`. */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]

/** Whether a file that begins so is an npy file. Bytes are compared: decoders differ about those above 0x7f. */
export function beginsAsNpy(head: Uint8Array): boolean {
  return MAGIC.every((byte, i) => head[i] === byte)
}

/** NumPy's own limit (`numpy.lib.format._MAX_HEADER_SIZE`). */
const MAX_HEADER_CHARACTERS = 10_000

const DTYPES: ReadonlyMap<string, readonly [name: string, bytes: number]> = new Map([
  ['<f8', ['F64', 8]], ['<f4', ['F32', 4]], ['<f2', ['F16', 2]], ['|i1', ['I8', 1]],
]) // prettier-ignore

/**
 * Reads the front of an npy file (NumPy's NEP 1, versions 1 to 3). Its header is a dictionary in Python's syntax,
 * of which one fixed form is accepted; nothing is evaluated.
 *
 * @throws {Malformed} when it is not of that form, or the file is not as long as it says
 * @throws {LimitExceeded} for a header of more than 10,000 characters
 * @throws {UnsafeFile} for an array of Python's objects, which would be a pickle
 */
export async function readNpyHeader(file: ByteSource): Promise<NpyHeader> {
  if (file.size < 10) throw malformed(file, 'an npy file', `${file.size} bytes`)
  const head = await file.read(0, Math.min(12, file.size))
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  if (!beginsAsNpy(head)) throw malformed(file, 'the bytes \\x93NUMPY first', 'others')
  const [major, minor] = [head[6], head[7]]
  if (major < 1 || major > 3 || minor !== 0)
    throw malformed(file, 'version 1.0, 2.0 or 3.0 of npy', `${major}.${minor}`)
  const start = major === 1 ? 10 : 12
  if (file.size < start) throw malformed(file, 'an npy file', `${file.size} bytes`)
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true)
  if (length > MAX_HEADER_CHARACTERS)
    throw beyondLimit(file, `a header of at most ${MAX_HEADER_CHARACTERS} bytes`, `${length}`)
  if (start + length > file.size)
    throw malformed(file, `a header of ${length} bytes`, `${file.size - start}`)
  const text = new TextDecoder('latin1').decode(await file.read(start, length))
  const { descr, fortran, shape } = parseHeader(file, text)
  if (descr.includes('O'))
    throw new UnsafeFile({
      where: file.name,
      expected: 'an array of numbers',
      found: 'an array of Python objects',
      next: 'Save the numbers alone, with a plain dtype.',
    })
  const [dtype, size] = DTYPES.get(descr) ?? [descr, undefined]
  const offset = start + length
  const bytes = shape.reduce((product, n) => product * n, 1) * (size ?? NaN)
  if (size !== undefined && offset + bytes !== file.size)
    throw malformed(
      file,
      `${bytes} bytes of ${dtype} [${shape.join(', ')}]`,
      `${file.size - offset}`,
    )
  return { dtype, shape, fortran, offset }
}

const PAIR =
  /\s*'(descr|fortran_order|shape)'\s*:\s*(?:'([^'\\]{1,20})'|(True|False)|\(([^()]*)\))\s*(,?)/y
const SIZES = /^\s*(?:\d{1,16}L?\s*,\s*)*(?:\d{1,16}L?\s*)?$/

function parseHeader(
  file: ByteSource,
  text: string,
): { descr: string; fortran: boolean; shape: number[] } {
  const fail = (found: string): never => {
    throw malformed(file, "the keys 'descr', 'fortran_order' and 'shape' once each", found)
  }
  const inner = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1] ?? fail(text)
  const found = new Map<string, RegExpExecArray>()
  let more = true
  PAIR.lastIndex = 0
  while (PAIR.lastIndex < inner.trimEnd().length) {
    const pair: RegExpExecArray | null = more ? PAIR.exec(inner) : null
    if (pair === null || found.has(pair[1])) return fail(text)
    found.set(pair[1], pair)
    more = pair[5] === ','
  }
  const descr = found.get('descr')?.[2] ?? fail(text)
  const order = found.get('fortran_order')?.[3] ?? fail(text)
  const sizes = found.get('shape')?.[4] ?? fail(text)
  // A tuple of one has a comma.
  if (!SIZES.test(sizes) || /^\s*\d+L?\s*$/.test(sizes)) fail(text)
  const shape = (sizes.match(/\d+/g) ?? []).map(Number)
  if (!shape.every(Number.isSafeInteger)) fail(text)
  return { descr, fortran: order === 'True', shape }
}
