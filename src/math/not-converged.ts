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
    expected: `convergence within ${limit.replace(/^1 (step|sweep)s/, '1 $1')}`,
    found: 'a value that does not settle',
    next: 'Leave maxIterations out if it was given; if not, report this matrix: it should not happen for finite input.',
  })
}
