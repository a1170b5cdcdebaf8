import { Numerical } from '../errors.js'

/**
 * The error of an iteration that is given up.
 *
 * @param where what was decomposed
 * @param limit what it was allowed, for example '60 sweeps of Jacobi'
 */
export function notConverged(where: string, limit: string): Numerical {
  return new Numerical({
    where,
    expected: `convergence within ${limit}`,
    found: 'a value that does not settle',
    next: 'Leave maxIterations out if it was given; if not, report this matrix: it should not happen for finite input.',
  })
}

/** '60 steps', '1 sweep'. */
export function iterations(count: number, unit: 'step' | 'sweep' | 'evaluation'): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
