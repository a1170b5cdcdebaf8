import type { ByteSource } from './byte-source.js'

/** Sources laid end to end, as one: a read touches only those that it reaches into. */
export function joinedSource(parts: readonly ByteSource[]): ByteSource {
  const starts: number[] = []
  let size = 0
  for (const part of parts) {
    starts.push(size)
    size += part.size
  }
  return {
    name: parts[0]?.name ?? 'nothing',
    size,
    ...(parts[0]?.cost && { cost: parts[0].cost }),
    async read(offset, length, options) {
      const { signal } = options ?? {}
      const out = new Uint8Array(length)
      await Promise.all(
        parts.map(async (part, i) => {
          const from = Math.max(offset, starts[i])
          const to = Math.min(offset + length, starts[i] + part.size)
          if (from >= to) return
          out.set(await part.read(from - starts[i], to - from, { signal }), from - offset)
        }),
      )
      return out
    },
  }
}
