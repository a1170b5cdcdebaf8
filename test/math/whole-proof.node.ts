// The whole proof in Node: `npm run proof`.
import { prove } from './proof.js'
import { counterexample } from './properties.js'
import { holdAll, proveAll } from './whole-proof.js'

proveAll(prove)
holdAll(counterexample)
