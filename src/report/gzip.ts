/** Bytes as gzip in base64, for a page that opens them with `DecompressionStream`. */
export async function gzipBase64(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // Read piece by piece: `new Response(stream)` is shorter, but has Node load its whole HTTP client, in some 30 ms.
  const stream: ReadableStream<Uint8Array> = new Blob([bytes])
    .stream()
    .pipeThrough(new CompressionStream('gzip'))
  const reader = stream.getReader()
  let binary = ''
  for (let read = await reader.read(); !read.done; read = await reader.read())
    for (let i = 0; i < read.value.length; i += 0x8000)
      binary += String.fromCharCode(...read.value.subarray(i, i + 0x8000))
  return btoa(binary)
}
