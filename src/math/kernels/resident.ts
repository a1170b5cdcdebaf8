import { requireWhole } from '../../errors.js'
import { forgetMemory } from '../threads/crew.js'
import { type Matrix, type RealArray } from '../matrix.js'
import { Engine } from './engine.js'

/** Engines of matrices that live in kernels' memory, by the buffer of their data. */
const homes = new WeakMap<ArrayBufferLike, Engine>()

const left = new FinalizationRegistry<number>(forgetMemory)

/**
 * A float32 matrix of zeros in memory of the kernels: what is computed from it (projections, Gram spectra, ensembles)
 * reads it where it lies, on all threads. It is an ordinary matrix otherwise, and its memory goes when it goes. Where
 * memory cannot be shared it is nothing but an ordinary matrix.
 *
 * @throws {InvalidArgument} for a shape that is none
 * @throws {LimitExceeded} beyond 4 GB, or where the machine has no more
 */
export function residentMatrix(rows: number, cols: number): Matrix<Float32Array> {
  requireWhole('rows of a matrix', rows, 0)
  requireWhole('columns of a matrix', cols, 0)
  const engine = new Engine()
  if (!engine.shared) return { rows, cols, data: new Float32Array(rows * cols) }
  const at = engine.arena.alloc(rows * cols * 4)
  const data = engine.arena.f32(at, rows * cols)
  homes.set(data.buffer, engine)
  left.register(data.buffer, engine.id)
  return { rows, cols, data }
}

/** The engine in whose memory some numbers lie. */
export function ownerOf(data: RealArray): Engine | undefined {
  return homes.get(data.buffer)
}

/** The engine in whose memory some numbers lie, if it is at rest. */
export function homeOf(data: RealArray): Engine | undefined {
  const engine = ownerOf(data)
  return engine?.busy ? undefined : engine
}
