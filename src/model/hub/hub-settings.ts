import { InvalidArgument } from '../../errors.js'
import type { HttpOptions } from '../../bytes/http-client.js'

/** How a Hub is reached; what is left out comes from the environment in Node (see docs/model.md). */
export interface HubOptions extends Pick<HttpOptions, 'fetch' | 'patience' | 'wait' | 'onRetry'> {
  /** `https://huggingface.co` by default. */
  readonly endpoint?: string
  /** Sent to the endpoint and to no other place; by default none, or the one that Python's client would send. */
  readonly token?: string | false
  /** The folder of the cache, shared with Python's `huggingface_hub`; `false` for none. In a page there is none. */
  readonly cache?: string | false
  /** Refuses every request, so that only the cache is read; false by default. */
  readonly offline?: boolean
}

/** Options with everything filled in. */
export interface HubSettings extends HubOptions {
  readonly endpoint: string
  readonly token: string | false
  readonly cache: string | false
  readonly offline: boolean
}

const DEFAULTS = {
  endpoint: 'https://huggingface.co',
  token: false,
  cache: false,
  offline: false,
} as const

/**
 * The options first, then the environment, then the defaults.
 *
 * @throws {InvalidArgument} for an endpoint that is no address, or a token that no header can hold
 */
export function hubSettings(options: HubOptions, environment: HubOptions): HubSettings {
  const settings = { ...DEFAULTS, ...environment, ...options }
  const { endpoint, token } = settings
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol))
    throw new InvalidArgument({
      where: 'endpoint of the Hub (HF_ENDPOINT)',
      expected: 'an address, https://huggingface.co for example',
      found: JSON.stringify(endpoint),
      next: 'Write it with https:// before.',
    })
  if (token !== false && !/^[\x21-\x7e]+$/.test(token))
    throw new InvalidArgument({
      where: 'token for the Hub (HF_TOKEN)',
      expected: 'letters, digits and signs of ASCII without spaces',
      found: 'something else, which is not shown here',
      next: 'Copy the token again from your settings on the Hub.',
    })
  return { ...settings, endpoint: endpoint.replace(/\/+$/, '') }
}
