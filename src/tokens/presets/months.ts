import type { Preset } from './preset.js'

export const months: Preset = {
  name: 'months',
  description: 'the twelve months, in English',
  words: [
    'January', 'February', 'March', 'April', 'May', 'June',
    'July', 'August', 'September', 'October', 'November', 'December',
  ],
} // prettier-ignore
