import { env } from 'node:process'
import { hubStore } from './hub-store.node.js'
import { readEnvironment } from './environment.node.js'
import type { HubHost } from './hub-host.js'

/** Node's environment, and the cache on its disk. */
export const hubHost: HubHost = {
  environment: () => readEnvironment(env),
  openStore: hubStore,
}
