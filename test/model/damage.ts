import fc from 'fast-check'

/** What can befall a file: bytes changed, a part doubled or lost, its end lost, bytes put in. */
export interface Damage {
  readonly kind: 'change' | 'double' | 'lose' | 'cut' | 'insert'
  /** From 0 to 1, along the file. */
  readonly at: number
  readonly length: number
  readonly bytes: Uint8Array
}

export const damage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom('change', 'change', 'change', 'double', 'lose', 'cut', 'insert'),
  // Headers are where damage is of most consequence: two thirds of it go there.
  at: fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 0.1, noNaN: true }),
  ),
  length: fc.integer({ min: 1, max: 40 }),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 8 }),
    fc.constantFrom(
      ...[
        [0xff],
        [0],
        [0x80],
        new Array(8).fill(0xff),
        [0, 0, 0, 0, 0, 0, 0, 0x80],
        [0xff, 0xff, 0xff, 0x7f],
      ].map((list) => Uint8Array.from(list as number[])),
    ),
  ),
})

/** The file after it. */
export function damaged(bytes: Uint8Array, { kind, at, length, bytes: fresh }: Damage): Uint8Array {
  const start = Math.min(bytes.length, Math.floor(at * bytes.length))
  const [before, after] = [bytes.subarray(0, start), bytes.subarray(start)]
  switch (kind) {
    case 'change':
      return Uint8Array.from([...before, ...fresh, ...after.subarray(fresh.length)])
    case 'insert':
      return Uint8Array.from([...before, ...fresh, ...after])
    case 'double':
      return Uint8Array.from([...before, ...after.subarray(0, length), ...after])
    case 'lose':
      return Uint8Array.from([...before, ...after.subarray(length)])
    case 'cut':
      return before
  }
}
