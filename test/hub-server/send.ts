import type { ServerResponse } from 'node:http'
import type { Plan } from './faults.js'

/** What a page of another origin may see and send. */
const CROSS_ORIGIN = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, range',
  'access-control-expose-headers':
    'Content-Range, ETag, Link, Retry-After, X-Error-Code, X-Error-Message, X-Linked-Size, X-Linked-ETag, X-Repo-Commit',
  'cross-origin-resource-policy': 'cross-origin',
}

/** Sends an answer as planned, with its faults. */
export function send(response: ServerResponse, plan: Plan, method = 'GET'): void {
  const { status, headers, body, cutAfter, hangAfter, dripEvery, reset } = plan
  if (reset) {
    response.socket?.resetAndDestroy()
    return
  }
  if (hangAfter === -1) return
  response.writeHead(status, { ...CROSS_ORIGIN, ...headers, 'content-length': body.length })
  if (method === 'HEAD') {
    response.end()
    return
  }
  if (cutAfter !== undefined) {
    response.write(body.subarray(0, cutAfter), () => response.destroy())
    return
  }
  if (hangAfter !== undefined) {
    response.write(body.subarray(0, hangAfter))
    return
  }
  if (dripEvery === undefined) {
    response.end(body)
    return
  }
  let at = 0
  const timer = setInterval(() => {
    response.write(body.subarray(at, ++at))
    if (at >= body.length) response.end()
  }, dripEvery)
  response.on('close', () => {
    clearInterval(timer)
  })
}
