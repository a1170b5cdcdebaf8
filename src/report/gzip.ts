import { base64 } from '../bytes/base64.js'

/** Bytes as gzip in base64, for a page that opens them with `DecompressionStream`. */
export async function gzipBase64(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // Read piece by piece: `new Response(stream)` is shorter, but has Node load its whole HTTP client, in some 30 ms.
  const stream: ReadableStream<Uint8Array<ArrayBuffer>> = new Blob([bytes])
    .stream()
    .pipeThrough(new CompressionStream('gzip'))
  const reader = stream.getReader()
  const pieces: Uint8Array<ArrayBuffer>[] = []
  for (let read = await reader.read(); !read.done; read = await reader.read())
    pieces.push(read.value)
  return base64(new Uint8Array(await new Blob(pieces).arrayBuffer()))
}
