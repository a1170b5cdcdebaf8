import type { Preset } from './preset.js'

export const colours: Preset = {
  name: 'colours',
  description: 'common names of colours',
  words: [
    'red', 'orange', 'yellow', 'green', 'blue', 'purple', 'violet', 'pink', 'brown', 'black',
    'white', 'grey', 'gold', 'silver', 'crimson', 'scarlet', 'maroon', 'olive', 'teal', 'navy',
    'turquoise', 'beige', 'ivory', 'amber',
  ],
} // prettier-ignore
