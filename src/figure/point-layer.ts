import { channels, pngAddress } from './indexed-png.js'
import { type PointCloud, cloudPixels, packNibbles } from './point-cloud.js'
import { type Box, image } from './svg.js'

/** Device pixels for one px: enough for print at the size the figure is drawn. */
const RESOLUTION = 2

/** Many points of one colour in a box. */
export interface DrawnCloud {
  /** Centres, in px. */
  readonly xs: Float64Array
  readonly ys: Float64Array
  /** Both `#rrggbb`: of a lone point, and of the densest places. */
  readonly colour: string
  readonly dense: string
}

/**
 * Many thousands of points as one transparent PNG in an `image` element: as a vector path their overlaps, and with them
 * the density, would be lost, and the file would be many times larger.
 */
export function pointLayer(box: Box, { xs, ys, colour, dense }: DrawnCloud): string {
  const cloud: PointCloud = {
    xs: xs.map((x) => (x - box.x) * RESOLUTION),
    ys: ys.map((y) => (y - box.y) * RESOLUTION),
    width: Math.ceil(box.width * RESOLUTION),
    height: Math.ceil(box.height * RESOLUTION),
  }
  const { levels, opacities, mixes } = cloudPixels(cloud)
  const [from, to] = [channels(colour), channels(dense)]
  const palette = opacities.map((opacity, level) => [
    ...from.map((c, i) => Math.round(c + (to[i] - c) * mixes[level])),
    Math.round(255 * opacity),
  ])
  const data = packNibbles(levels, cloud.width)
  const address = pngAddress({ width: cloud.width, height: cloud.height, depth: 4, data, palette })
  return image(box, address)
}
