import { InvalidArgument, kindOf, requireOneOf, requireWhole } from '../../errors.js'
import type { EngineOptions } from './engine.js'
import { KERNEL_NAMES } from './kernels.js'

/** What options that are neither numbers nor names have to be, whatever takes them. */
const KINDS: readonly (readonly [name: string, told: string, test: (value: unknown) => boolean])[] =
  [
    [
      'signal',
      'an AbortSignal',
      (x) => typeof (x as AbortSignal | null)?.throwIfAborted === 'function',
    ],
    ['centre', 'true or false', (x) => typeof x === 'boolean'],
    ['onProgress', 'a function', isFunction],
    ['accept', 'a function', isFunction],
  ]

/**
 * Refuses options that all of `math` shares and that cannot mean anything: types stop only those who compile.
 *
 * @throws {InvalidArgument} naming the option
 */
export function requireOptions(options: EngineOptions): void {
  requireKind('options', 'an object', options, (x) => typeof x === 'object' && x !== null)
  const { kernels, threads, maxIterations } = options
  if (kernels !== undefined) requireOneOf('kernels', KERNEL_NAMES, kernels)
  if (threads !== undefined) requireWhole('threads', threads, 1)
  if (maxIterations !== undefined) requireWhole('maxIterations', maxIterations, 1)
  for (const [name, told, test] of KINDS) {
    const value = (options as Readonly<Record<string, unknown>>)[name]
    if (value !== undefined) requireKind(name, told, value, test)
  }
}

function requireKind(
  where: string,
  expected: string,
  found: unknown,
  test: (value: unknown) => boolean,
): void {
  if (test(found)) return
  throw new InvalidArgument({
    where,
    expected,
    found: kindOf(found),
    next: 'Give one, or leave it out.',
  })
}

function isFunction(x: unknown): boolean {
  return typeof x === 'function'
}
