/** What a file is made of; every part may be wrong. */
export interface GgufParts {
  readonly magic?: string
  readonly version?: number
  readonly tensorCount?: bigint
  readonly pairCount?: bigint
  /** Encoded pairs. */
  readonly pairs?: readonly Uint8Array[]
  /** Encoded infos. */
  readonly tensors?: readonly Uint8Array[]
  readonly alignment?: number
  readonly data?: Uint8Array
}

/** A GGUF file built from its parts. */
export function ggufBytes({
  magic = 'GGUF',
  version = 3,
  pairs = [],
  tensors = [],
  tensorCount = BigInt(tensors.length),
  pairCount = BigInt(pairs.length),
  alignment = 32,
  data = new Uint8Array(),
}: GgufParts): Uint8Array {
  const head = [text(magic), u32(version), u64(tensorCount), u64(pairCount), ...pairs, ...tensors]
  const length = head.reduce((sum, part) => sum + part.length, 0)
  const padding = data.length > 0 ? (alignment - (length % alignment)) % alignment : 0
  return joined([...head, new Uint8Array(padding), data])
}

/** A pair of metadata whose value is a uint32, or given by type and bytes. */
export function pair(key: string | Uint8Array, value: number | readonly [number, Uint8Array]) {
  const [type, bytes] = typeof value === 'number' ? [4, u32(value)] : value
  return joined([typeof key === 'string' ? string(key) : key, u32(type), bytes])
}

/** An array's type, length and items. */
export function array(type: number, length: bigint, items: readonly Uint8Array[] = []) {
  return joined([u32(type), u64(length), ...items])
}

/** What the file says of a tensor; dimensions innermost first. */
export function tensor(
  name: string,
  dims: readonly bigint[],
  { type = 0, offset = 0n, count = dims.length } = {},
): Uint8Array {
  return joined([string(name), u32(count), ...dims.map(u64), u32(type), u64(offset)])
}

/** A string with its length, or with another length than its own. */
export function string(value: string, length = BigInt(text(value).length)): Uint8Array {
  return joined([u64(length), text(value)])
}

export function u32(value: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(value).buffer)
}

export function u64(value: bigint): Uint8Array {
  return new Uint8Array(BigUint64Array.of(value).buffer)
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value)
}
