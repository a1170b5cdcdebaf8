import type { Analysis } from '../analysis/analysis.js'
import { matrixNpy, npyBytes } from './npy.js'

/**
 * The arrays of an analysis as .npy files, by name:
 * `vectors` (r × d, Vᵀ of the set), `projections` (vectors × V) if there are any, `draws` (draws × ids of a draw, uint32),
 * `draw-singular-values` (draws × r), and `correlation` (n × n).
 */
export function npyFiles(analysis: Analysis): ReadonlyMap<string, Uint8Array> {
  const { spectrum, projection, controls, correlation } = analysis
  return new Map([
    ['vectors.npy', matrixNpy(spectrum.vt)],
    ...(projection.vectors.length > 0
      ? [['projections.npy', matrixNpy(projection.values)] as const]
      : []),
    ['draws.npy', npyBytes(controls.ids, [controls.draws, controls.size])],
    ['draw-singular-values.npy', matrixNpy(controls.singularValues)],
    ['correlation.npy', matrixNpy(correlation)],
  ])
}
