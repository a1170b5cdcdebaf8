import type { ByteSource } from '../../bytes/byte-source.js'
import type { WeightsFormat } from '../weights.js'
import { unsupported } from './malformed.js'
import { LEGACY_MAGIC } from './pytorch/legacy.js'
import { refused } from './pytorch/pickle-machine.js'

/** Names that promise a format: a file that then has another content is damaged, not of another kind. */
const BY_NAME: readonly [RegExp, WeightsFormat][] = [
  [/\.safetensors$/i, 'safetensors'],
  [/\.gguf$/i, 'GGUF'],
  [/\.onnx$/i, 'ONNX'],
]

/**
 * Tells the format of a file by its name's promise, else by its first bytes.
 *
 * @throws {Unsupported} for anything else
 * @throws {UnsafeFile} for a pickle that is no PyTorch file
 */
export async function detectFormat(file: ByteSource, name: string): Promise<WeightsFormat> {
  const promised = BY_NAME.find(([pattern]) => pattern.test(name))
  if (promised) return promised[1]
  const head = await file.read(0, Math.min(file.size, 64))
  const text = new TextDecoder('latin1').decode(head)
  if (text.startsWith('GGUF')) return 'GGUF'
  // A header's length, below 100 MB, and then an object.
  if (head.length > 8 && head[4] + head[5] + head[6] + head[7] === 0 && /^ *\{/.test(text.slice(8)))
    return 'safetensors'
  if (text.startsWith('PK\u0003\u0004')) return 'PyTorch'
  if (LEGACY_MAGIC.every((byte, i) => head[i] === byte)) return 'PyTorch'
  // A protobuf whose first fields are an IR version and a text or number, as ONNX exporters write them.
  if (
    head[0] === 8 &&
    head[1] > 0 &&
    head[1] < 32 &&
    [0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42].includes(head[2])
  )
    return 'ONNX'
  // The first operation of every pickle of this century, and its protocol.
  if (head[0] === 0x80 && head[1] >= 2 && head[1] <= 5)
    throw refused(file, 'a pickle of another kind')
  throw unsupported(
    file.name,
    'weights in a format that can be read (safetensors, GGUF, PyTorch, ONNX)',
    'another kind of file',
    'Give a model’s folder, or another file of it.',
  )
}
