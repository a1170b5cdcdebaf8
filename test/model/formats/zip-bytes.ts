import { joined } from './gguf/gguf-bytes.js'

/** An archive of stored entries, as small as one can be. */
export function zipBytes(
  entries: Readonly<Record<string, Uint8Array>>,
  { method = 0, flags = 0 } = {},
): Uint8Array {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const [name, data] of Object.entries(entries)) {
    const title = new TextEncoder().encode(name)
    const sizes = [...u32(0), ...u32(data.length), ...u32(data.length), ...u16(title.length)]
    const common = [...u16(20), ...u16(flags), ...u16(method), ...u32(0), ...sizes]
    const local = Uint8Array.of(0x50, 0x4b, 3, 4, ...common, ...u16(0), ...title)
    const entry = [...common, ...u16(0), ...u16(0), ...u16(0), ...u16(0), ...u32(0), ...u32(at)]
    directory.push(Uint8Array.of(0x50, 0x4b, 1, 2, ...u16(20), ...entry, ...title))
    parts.push(local, data)
    at += local.length + data.length
  }
  const central = joined(directory)
  const count = u16(directory.length)
  const end = [
    ...u16(0),
    ...u16(0),
    ...count,
    ...count,
    ...u32(central.length),
    ...u32(at),
    ...u16(0),
  ]
  return joined([...parts, central, Uint8Array.of(0x50, 0x4b, 5, 6, ...end)])
}

function u16(value: number): number[] {
  return [value & 255, value >> 8]
}

function u32(value: number): number[] {
  return [...u16(value & 0xffff), ...u16(value >>> 16)]
}
