/** Bytes as gzip in base64, for a page that opens them with `DecompressionStream`. */
export async function gzipBase64(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))
  const packed = new Uint8Array(await new Response(stream).arrayBuffer())
  let binary = ''
  for (let i = 0; i < packed.length; i += 0x8000)
    binary += String.fromCharCode(...packed.subarray(i, i + 0x8000))
  return btoa(binary)
}
