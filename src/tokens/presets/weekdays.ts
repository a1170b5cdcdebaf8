import type { Preset } from './preset.js'

export const weekdays: Preset = {
  name: 'weekdays',
  description: 'the seven days of the week, in English',
  words: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
}
