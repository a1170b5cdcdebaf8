import type { Case } from '../harness/case.js'
import { figures } from './figures.js'
import { w1 } from './w1.js'
import { w2 } from './w2.js'
import { w3 } from './w3.js'
import { w4 } from './w4.js'
import { w5 } from './w5.js'

/** All benches, in the order of the table. A new one is a file beside these, and a word here. */
export const BENCHES: readonly Case[] = [...w1, ...w2, ...w3, ...w4, ...w5, ...figures]
