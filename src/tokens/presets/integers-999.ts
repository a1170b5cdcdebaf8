import type { Preset } from './preset.js'

export const integers999: Preset = {
  name: 'integers-999',
  description: 'the whole numbers from 0 to 999',
  words: Array.from({ length: 1000 }, (_, i) => String(i)),
}
