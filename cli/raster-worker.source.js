// The raster thread of a checkout: a thread does not take over what its parent registered to read TypeScript with.
import { register } from 'tsx/esm/api'

register()
await import('./raster-worker.ts')
