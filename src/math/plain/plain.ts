import type { Arena } from '../kernels/arena.js'
import type { Kernels } from '../kernels/kernels.js'
import { plainBeyond } from './beyond.js'
import { plainBlockReflector } from './block-reflector.js'
import { plainChase } from './chase.js'
import { plainDecode } from './decode.js'
import { plainEnsemble } from './ensemble.js'
import { plainHouseholderLq } from './householder-lq.js'
import { plainJacobi } from './jacobi.js'
import { plainPack } from './pack.js'
import { plainProject } from './project.js'
import { plainReflectColumns } from './reflect-columns.js'
import { plainSymmetricValues } from './symmetric-values.js'
import { plainTiles } from './tiles.js'
import { plainTridiagonal } from './tridiagonal.js'
import type { Views } from './views.js'

/** The kernels in TypeScript, for machines whose WebAssembly has no SIMD: the same answers, some times slower. */
export function plainKernels(arena: Arena): Kernels {
  let seen: ArrayBufferLike | undefined
  let views: Views
  const current = (): Views => {
    const { buffer } = arena
    if (buffer !== seen) {
      seen = buffer
      views = {
        f64: new Float64Array(buffer),
        f32: new Float32Array(buffer),
        u32: new Uint32Array(buffer),
        u16: new Uint16Array(buffer),
      }
    }
    return views
  }
  const products = { ...plainPack(current), ...plainTiles(current) }
  const decode = plainDecode(current)
  const values = plainSymmetricValues(current)
  return {
    ...products,
    ...values,
    ...plainHouseholderLq(current),
    ...plainBlockReflector(current, products),
    ...plainReflectColumns(current, products),
    ...plainTridiagonal(current),
    ...plainChase(current),
    ...plainJacobi(current),
    ...plainEnsemble(current, { ...products, ...values }),
    ...decode,
    ...plainProject(current, decode),
    ...plainBeyond(current),
  }
}
