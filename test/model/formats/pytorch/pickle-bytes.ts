import { joined, u32 } from '../gguf/gguf-bytes.js'

/** Parts of a pickle of protocol 2. */
export const op = {
  proto: Uint8Array.of(0x80, 2),
  mark: Uint8Array.of(0x28),
  stop: Uint8Array.of(0x2e),
  emptyDict: Uint8Array.of(0x7d),
  emptyList: Uint8Array.of(0x5d),
  emptyTuple: Uint8Array.of(0x29),
  tuple: Uint8Array.of(0x74),
  reduce: Uint8Array.of(0x52),
  build: Uint8Array.of(0x62),
  append: Uint8Array.of(0x61),
  appends: Uint8Array.of(0x65),
  setItem: Uint8Array.of(0x73),
  persistent: Uint8Array.of(0x51),
  none: Uint8Array.of(0x4e),
  newObject: Uint8Array.of(0x81),
  extension: Uint8Array.of(0x82, 1),
  put: (n: number) => Uint8Array.of(0x71, n),
  get: (n: number) => Uint8Array.of(0x68, n),
  int: (n: number) => joined([Uint8Array.of(0x4a), new Uint8Array(Int32Array.of(n).buffer)]),
  text: (text: string) => {
    const bytes = new TextEncoder().encode(text)
    return joined([Uint8Array.of(0x58), u32(bytes.length), bytes])
  },
  global: (module: string, name: string) => new TextEncoder().encode(`c${module}\n${name}\n`),
} as const

/** A pickle of these parts. */
export function pickle(...parts: readonly Uint8Array[]): Uint8Array {
  return joined([op.proto, ...parts, op.stop])
}

/** A tensor of float32 in the storage `0`. */
export function tensorParts({
  kind = op.global('torch', 'FloatStorage'),
  key = op.text('0'),
  offset = op.int(0),
  shape = [2, 2],
  strides = [2, 1],
}: {
  kind?: Uint8Array
  key?: Uint8Array
  offset?: Uint8Array
  shape?: readonly number[]
  strides?: readonly number[]
} = {}): Uint8Array[] {
  const tuple = (numbers: readonly number[]) => [op.mark, ...numbers.map(op.int), op.tuple]
  return [
    op.global('torch._utils', '_rebuild_tensor_v2'),
    op.mark,
    op.mark, op.text('storage'), kind, key, op.text('cpu'), op.int(4), op.tuple, op.persistent,
    offset, ...tuple(shape), ...tuple(strides), op.none, op.none, op.tuple, op.reduce,
  ] // prettier-ignore
}
