import { joined } from '../gguf/gguf-bytes.js'

/** A field with a whole number. */
export function varintField(number: number, value: bigint): Uint8Array {
  return joined([varint(BigInt(number << 3)), varint(BigInt.asUintN(64, value))])
}

/** A field with bytes, text or a message; `length` may be a wrong one. */
export function bytesField(
  number: number,
  content: Uint8Array | string,
  length?: bigint,
): Uint8Array {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return joined([varint(BigInt((number << 3) | 2)), varint(length ?? BigInt(bytes.length)), bytes])
}

/** Seven bits to a byte, lowest first. */
export function varint(value: bigint): Uint8Array {
  const bytes: number[] = []
  while (value > 127n) {
    bytes.push(Number(value & 127n) | 128)
    value >>= 7n
  }
  return Uint8Array.of(...bytes, Number(value))
}

/** A model whose graph has these messages as initialisers. */
export function onnxBytes(...tensors: readonly Uint8Array[]): Uint8Array {
  const graph = joined(tensors.map((tensor) => bytesField(5, tensor)))
  return joined([varintField(1, 8n), bytesField(7, graph)])
}

/** A tensor `t` of 2 × 2 float32, with other parts where they are given. */
export function tensorMessage({
  dims = [2n, 2n],
  type = 1n,
  data = [bytesField(9, new Uint8Array(16))],
  name = 't',
}: {
  dims?: readonly bigint[]
  type?: bigint
  data?: readonly Uint8Array[]
  name?: string | Uint8Array
} = {}): Uint8Array {
  return joined([
    ...dims.map((n) => varintField(1, n)),
    varintField(2, type),
    bytesField(8, name),
    ...data,
  ])
}

/** What places the elements of a tensor in another file. */
export function externalData(keys: readonly (readonly [string, string])[]): Uint8Array[] {
  return [
    ...keys.map(([key, value]) =>
      bytesField(13, joined([bytesField(1, key), bytesField(2, value)])),
    ),
    varintField(14, 1n),
  ]
}
