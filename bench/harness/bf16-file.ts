import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { embeddingTable } from './inputs.js'

/** A model's weights in one safetensors file, made for a bench. */
export interface Bf16File {
  readonly path: string
  /** Where the numbers begin, in bytes. */
  readonly offset: number
  remove(): Promise<void>
}

/** Rows that are made anew; the file repeats them. */
const PATTERN = 1336

/** Writes a `rows × cols` embedding of bfloat16 in a temporary folder: 1 GB for 128,256 × 4,096. */
export async function writeBf16File(rows: number, cols: number): Promise<Bf16File> {
  const folder = await mkdtemp(join(tmpdir(), 'tokenprism-bench-'))
  const path = join(folder, 'model.safetensors')
  const header = Buffer.from(
    JSON.stringify({
      'model.embed_tokens.weight': {
        dtype: 'BF16',
        shape: [rows, cols],
        data_offsets: [0, rows * cols * 2],
      },
    }),
  )
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.length))
  const singles = new Uint16Array(embeddingTable(Math.min(rows, PATTERN), cols, 6).data.buffer)
  // The upper half of a float32 is a bfloat16.
  const numbers = Uint16Array.from({ length: singles.length / 2 }, (_, i) => singles[2 * i + 1])
  const file = await open(path, 'w')
  try {
    await file.write(length)
    await file.write(header)
    for (let row = 0; row < rows; row += PATTERN)
      await file.write(numbers.subarray(0, Math.min(PATTERN, rows - row) * cols))
  } finally {
    await file.close()
  }
  return {
    path,
    offset: 8 + header.length,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
