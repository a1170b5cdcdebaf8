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

const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
}

/**
 * Serves some files on loopback until the tests are done; any other path is an empty page, for a script to run in.
 *
 * @param files path (`/worker.js`) → content
 * @param isolated false leaves out what makes a page cross-origin isolated, and with it SharedArrayBuffer
 * @returns the origin, `http://127.0.0.1:PORT`
 */
export async function serve(
  files: Readonly<Record<string, string | Uint8Array>> = {},
  { isolated = true } = {},
): Promise<string> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const content = Object.hasOwn(files, path) ? files[path] : '<!doctype html><title>test</title>'
    const type = Object.hasOwn(files, path) ? TYPES[path.split('.').pop() ?? ''] : TYPES.html
    response.writeHead(200, {
      'content-type': type ?? 'application/octet-stream',
      ...(isolated && ISOLATION),
    })
    response.end(content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
