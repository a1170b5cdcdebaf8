import { encode } from 'fast-png'
import { base64 } from '../bytes/base64.js'
import { InvalidArgument } from '../errors.js'

/** An image of at most 256 colours, each with its opacity. */
export interface IndexedImage {
  readonly width: number
  readonly height: number
  /** Bits an index: 8, or 4 with two indices a byte and each row beginning on a byte of its own. */
  readonly depth: 4 | 8
  /** width × height indices into the palette. */
  readonly data: Uint8Array | Uint8ClampedArray
  /** Red, green, blue and, in all or in none, opacity, each from 0 to 255. */
  readonly palette: readonly (readonly number[])[]
}

/** An image as a `data:` address, for an `image` element. */
export function pngAddress({ width, height, depth, data, palette }: IndexedImage): string {
  const png = encode(
    {
      width,
      height,
      data,
      channels: 1,
      depth,
      palette: palette.map((colour) => [...colour]),
    },
    // Level 3 takes half the time of the usual 6, for a fifth more bytes.
    { zlib: { level: 3 } },
  )
  return `data:image/png;base64,${base64(png)}`
}

/**
 * Red, green, blue of `#rrggbb`, each from 0 to 255.
 *
 * @throws {InvalidArgument} for other ways to name a colour: an image cannot follow a style sheet
 */
export function channels(colour: string): readonly [number, number, number] {
  if (!/^#[0-9a-f]{6}$/i.test(colour))
    throw new InvalidArgument({
      where: 'theme',
      expected: '#rrggbb, as the points are drawn into an image',
      found: colour,
      next: 'Give a literal colour, or draw the figure with { points: false }.',
    })
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  return [r, g, b]
}
