import type { HubHost } from './hub-host.js'

/** A page has no environment and no cache of its own: the browser keeps what it will. */
export const hubHost: HubHost = {
  environment: () => ({}),
  openStore: () => undefined,
}
