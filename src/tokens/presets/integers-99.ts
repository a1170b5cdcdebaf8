import type { Preset } from './preset.js'

export const integers99: Preset = {
  name: 'integers-99',
  description: 'the whole numbers from 0 to 99',
  words: Array.from({ length: 100 }, (_, i) => String(i)),
}
