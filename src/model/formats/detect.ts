import type { ByteSource } from '../../bytes/byte-source.js'
import type { WeightsFormat } from '../weights.js'
import { beginsAsNpy } from './numpy/npy-header.js'
import { unsupported } from './malformed.js'
import { LEGACY_MAGIC } from './pytorch/legacy.js'
import { refused } from './pytorch/pickle-machine.js'
import { wordVectorShape } from './word-vectors/shape.js'
import { readZipDirectory } from './zip.js'

/** Names that promise a format: a file that then has another content is damaged, not of another kind. */
const BY_NAME: readonly [RegExp, WeightsFormat][] = [
  [/\.safetensors$/i, 'safetensors'],
  [/\.gguf$/i, 'GGUF'],
  [/\.onnx$/i, 'ONNX'],
  [/\.npy$/i, 'npy'],
  [/\.npz$/i, 'npz'],
  [/(^|\/)model\.json$/i, 'TensorFlow.js'],
]

/**
 * Tells the format of a file by its name's promise, else by its first bytes: `.bin` may be PyTorch's or
 * word2vec's, and `.txt` anything.
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
  if (beginsAsNpy(head)) return 'npy'
  if (text.startsWith('PK\u0003\u0004')) return formatOfArchive(file)
  if (LEGACY_MAGIC.every((byte, i) => head[i] === byte)) return 'PyTorch'
  // A header's length, below 100 MB, and then an object.
  if (head.length > 8 && head[4] + head[5] + head[6] + head[7] === 0 && /^ *\{/.test(text.slice(8)))
    return 'safetensors'
  // A protobuf whose first fields are an IR version and a text or number, as ONNX exporters write them.
  const second = [0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42]
  if (head[0] === 8 && head[1] > 0 && head[1] < 32 && second.includes(head[2])) return 'ONNX'
  // The first operation of every pickle of this century, and its protocol.
  if (head[0] === 0x80 && head[1] >= 2 && head[1] <= 5)
    throw refused(file, 'a pickle of another kind')
  const words = await wordVectorShape(file)
  if (words) return words.format
  throw unsupported(
    file.name,
    'weights in safetensors, GGUF, PyTorch, ONNX, npy, npz, TensorFlow.js, word2vec or GloVe',
    'another kind of file',
    'Give a model’s folder, or another file of it.',
  )
}

async function formatOfArchive(file: ByteSource): Promise<WeightsFormat> {
  const names = [...(await readZipDirectory(file)).keys()]
  if (names.some((name) => /(^|\/)data\.pkl$/.test(name))) return 'PyTorch'
  if (names.some((name) => name.endsWith('.npy'))) return 'npz'
  throw unsupported(file.name, 'an archive of PyTorch or NumPy', 'another one')
}
