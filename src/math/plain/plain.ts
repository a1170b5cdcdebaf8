import type { Arena } from '../kernels/arena.js'
import type { Kernels } from '../kernels/kernels.js'
import { plainEnsemble } from './ensemble.js'
import { plainJacobi } from './jacobi.js'
import { plainProducts } from './products.js'
import { plainProject } from './project.js'
import { plainReflections } from './reflections.js'
import { plainSymmetricValues } from './symmetric-values.js'
import { plainDecode } from './decode.js'
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
  const products = plainProducts(current)
  const decode = plainDecode(current)
  const values = plainSymmetricValues(current)
  return {
    ...products,
    ...values,
    ...plainReflections(current, products),
    ...plainJacobi(current),
    ...plainEnsemble(current, { ...products, ...values }),
    ...decode,
    ...plainProject(current, decode),
  }
}
