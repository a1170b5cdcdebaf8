import type { Arena } from './arena.js'
import type { Address } from './kernels.js'

/** What `ensembleDraws` reads; `kernels/ensemble.ts` has the same fields in the same order. */
export interface EnsembleArgs {
  readonly pool: Address
  readonly single: number
  readonly cols: number
  readonly size: number
  readonly indices: Address
  readonly out: Address
  readonly centre: number
  /** QL steps that one eigenvalue may take. */
  readonly limit: number
  readonly scale: number
}

/** What `projectRows` reads; `kernels/project.ts` has the same fields in the same order. */
export interface ProjectArgs {
  readonly rows: Address
  readonly n: number
  readonly d: number
  /** A code of `encodings.ts`. */
  readonly encoding: number
  readonly rowBytes: number
  readonly mixed: number
  readonly k: number
  readonly vectors: Address
  readonly offsets: Address
  readonly out: Address
  /** Bytes from one vector's results to the next. */
  readonly stride: number
}

const ENSEMBLE = [
  'pool', 'single', 'cols', 'size', 'indices', 'out', 'centre', 'limit',
] as const // prettier-ignore
const SCALE_AT = 32
const PROJECT = [
  'rows', 'n', 'd', 'encoding', 'rowBytes', 'mixed', 'k', 'vectors', 'offsets', 'out', 'stride',
] as const // prettier-ignore

/** Writes arguments into an arena. */
export function writeEnsembleArgs(arena: Arena, args: EnsembleArgs): Address {
  const at = arena.alloc(64)
  ENSEMBLE.forEach((name, i) => (arena.u32(at, 8)[i] = args[name]))
  arena.f64(at + SCALE_AT, 1)[0] = args.scale
  return at
}

/** Reads what `writeEnsembleArgs` wrote. */
export function readEnsembleArgs(u32: Uint32Array, f64: Float64Array, at: Address): EnsembleArgs {
  const [pool, single, cols, size, indices, out, centre, limit] = u32.subarray(at / 4, at / 4 + 8)
  return { pool, single, cols, size, indices, out, centre, limit, scale: f64[(at + SCALE_AT) / 8] }
}

/** Writes arguments into an arena, in new memory or over earlier ones. */
export function writeProjectArgs(
  arena: Arena,
  args: ProjectArgs,
  at: Address = arena.alloc(64),
): Address {
  PROJECT.forEach((name, i) => (arena.u32(at, PROJECT.length)[i] = args[name]))
  return at
}

/** Reads what `writeProjectArgs` wrote. */
export function readProjectArgs(u32: Uint32Array, at: Address): ProjectArgs {
  const [rows, n, d, encoding, rowBytes, mixed, k, vectors, offsets, out, stride] = u32.subarray(
    at / 4,
    at / 4 + PROJECT.length,
  )
  return { rows, n, d, encoding, rowBytes, mixed, k, vectors, offsets, out, stride }
}
