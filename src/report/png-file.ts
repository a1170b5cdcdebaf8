import { Buffer } from 'node:buffer'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflate } from 'node:zlib'

/** Pixels, row after row: red, green, blue and opacity, a byte each. */
export interface Raster {
  readonly width: number
  readonly height: number
  /** width × height × 4. */
  readonly pixels: Uint8Array
  /** For print: dots for a metre. */
  readonly dotsPerMetre: number
}

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

/** Eight bits a channel, four channels. */
const FORMAT = [8, 6, 0, 0, 0]

/** Bytes of rows that are handed to the compressor at a time. */
const STRIP = 1 << 18

/**
 * A raster as a PNG, compressed on a thread of the system's while this one goes on. Rows are not filtered: drawings have even
 * surfaces, which come out smaller that way.
 *
 * Source: W3C, PNG Specification (Third Edition), 5 and 11.
 */
export async function pngFile(raster: Raster): Promise<Uint8Array> {
  const { width, height, dotsPerMetre } = raster
  const compressed: Buffer[] = []
  await pipeline(strips(raster), createDeflate({ level: 3 }), async (pieces) => {
    for await (const piece of pieces as AsyncIterable<Buffer>) compressed.push(piece)
  })
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', [...uint32(width), ...uint32(height), ...FORMAT]),
    // Without it programs assume 72 or 96 dots for an inch.
    chunk('pHYs', [...uint32(dotsPerMetre), ...uint32(dotsPerMetre), 1]),
    chunk('IDAT', Buffer.concat(compressed)),
    chunk('IEND', []),
  ])
}

/** Rows with their filter type, none, before each; some at a time, as all of them would be as large as the raster. */
function* strips({ width, height, pixels }: Raster): Generator<Buffer, void> {
  const stride = 4 * width
  const most = Math.max(1, Math.floor(STRIP / (1 + stride)))
  for (let first = 0; first < height; first += most) {
    const count = Math.min(most, height - first)
    const rows = Buffer.alloc(count * (1 + stride))
    for (let i = 0; i < count; i++) {
      const from = (first + i) * stride
      rows.set(pixels.subarray(from, from + stride), i * (1 + stride) + 1)
    }
    yield rows
  }
}

function chunk(type: string, data: Uint8Array | readonly number[]): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), Uint8Array.from(data)])
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
