/** An answer before it is sent, which a fault may spoil. */
export interface Plan {
  status: number
  headers: Record<string, string>
  body: Uint8Array
  /** Ends the connection after so many bytes of the body. */
  cutAfter?: number
  /** Stops sending after so many bytes of the body and never goes on; -1: before the headers. */
  hangAfter?: number
  /** Sends one byte every so many milliseconds. */
  dripEvery?: number
  /** Resets the connection at once. */
  reset?: boolean
}

/** What a server may do wrong, each as it changes a right answer. */
export const FAULTS = {
  'ignores the range': (plan, whole) => {
    const body = whole()
    return { ...plan, status: 200, headers: { ...without(plan.headers, 'content-range') }, body }
  },
  'answers 416': (plan) => refused(plan, 416),
  'sends another range': (plan) => ({
    ...plan,
    headers: { ...plan.headers, 'content-range': shifted(plan.headers['content-range']) },
  }),
  'sends no Content-Range': (plan) => ({
    ...plan,
    headers: without(plan.headers, 'content-range'),
  }),
  'tells another size': (plan) => ({
    ...plan,
    headers: {
      ...plan.headers,
      'content-range': (plan.headers['content-range'] ?? '').replace(/\d+$/, (n) => `${n}0`),
    },
  }),
  'changes the ETag': (plan) => ({ ...plan, headers: { ...plan.headers, etag: '"another"' } }),
  'flips a bit': (plan) => {
    const body = plan.body.slice()
    body[body.length >> 1] ^= 1
    return { ...plan, body }
  },
  compresses: (plan) => ({ ...plan, headers: { ...plan.headers, 'content-encoding': 'gzip' } }),
  'cuts the body': (plan) => ({ ...plan, cutAfter: plan.body.length >> 1 }),
  'hangs before the headers': (plan) => ({ ...plan, hangAfter: -1 }),
  'hangs in the body': (plan) => ({ ...plan, hangAfter: plan.body.length >> 1 }),
  'resets the connection': (plan) => ({ ...plan, reset: true }),
  drips: (plan) => ({ ...plan, dripEvery: 5 }),
  'is busy': (plan) => refused(plan, 503),
  'limits the rate': (plan) => refused(plan, 429, { ratelimit: '"resolvers";r=0;t=7' }),
  'says when to retry': (plan) => refused(plan, 429, { 'retry-after': '3' }),
  'says a date to retry': (plan) =>
    refused(plan, 503, { 'retry-after': new Date(Date.now() + 5_000).toUTCString() }),
  'says to come tomorrow': (plan) => refused(plan, 429, { 'retry-after': '86400' }),
  fails: (plan) => refused(plan, 500),
  refuses: (plan) => refused(plan, 403),
} satisfies Record<string, (plan: Plan, whole: () => Uint8Array) => Plan>

/** The name of a fault. */
export type FaultName = keyof typeof FAULTS

function refused(plan: Plan, status: number, headers: Record<string, string> = {}): Plan {
  return { ...plan, status, headers, body: new TextEncoder().encode('no') }
}

function without(headers: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name))
}

/** A range one byte further on. */
function shifted(range = ''): string {
  return range.replace(/(\d+)-(\d+)/, (_, from, to) => `${Number(from) + 1}-${Number(to) + 1}`)
}
