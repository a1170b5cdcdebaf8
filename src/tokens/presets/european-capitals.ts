import type { Preset } from './preset.js'

export const europeanCapitals: Preset = {
  name: 'european-capitals',
  description: 'capitals of Europe whose name is one word',
  words: [
    'Amsterdam', 'Athens', 'Belgrade', 'Berlin', 'Bern', 'Brussels', 'Bucharest', 'Budapest',
    'Copenhagen', 'Dublin', 'Helsinki', 'Kiev', 'Lisbon', 'London', 'Madrid', 'Minsk', 'Moscow',
    'Oslo', 'Paris', 'Prague', 'Riga', 'Rome', 'Sofia', 'Stockholm', 'Tallinn', 'Vienna', 'Vilnius',
    'Warsaw', 'Zagreb',
  ],
} // prettier-ignore
