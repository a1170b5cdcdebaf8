import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
}

/**
 * Serves some files on loopback until the tests are done; any other path is an empty page, for a script to run in.
 *
 * @param files path (`/worker.js`) → content
 * @returns the origin, `http://127.0.0.1:PORT`
 */
export async function serve(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<string> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const content = Object.hasOwn(files, path) ? files[path] : '<!doctype html><title>test</title>'
    const type = Object.hasOwn(files, path) ? TYPES[path.split('.').pop() ?? ''] : TYPES.html
    // Isolated, so that SharedArrayBuffer is there.
    response.writeHead(200, {
      'content-type': type ?? 'application/octet-stream',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    })
    response.end(content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
