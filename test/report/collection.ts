/** Fonts as one collection (OpenType 1.9, 'TTC Header'): their tables stay where they are, counted from the file's start. */
export function collectionOf(...fonts: readonly Uint8Array[]): Uint8Array {
  const header = 12 + 4 * fonts.length
  const starts: number[] = []
  let end = header
  for (const font of fonts) {
    starts.push(end)
    end += Math.ceil(font.length / 4) * 4
  }
  const bytes = new Uint8Array(end)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, 0x74746366)
  view.setUint16(4, 1)
  view.setUint32(8, fonts.length)
  fonts.forEach((font, i) => {
    const start = starts[i]
    view.setUint32(12 + 4 * i, start)
    bytes.set(font, start)
    for (let record = 0; record < view.getUint16(start + 4); record++) {
      const offset = start + 12 + 16 * record + 8
      view.setUint32(offset, view.getUint32(offset) + start)
    }
  })
  return bytes
}
