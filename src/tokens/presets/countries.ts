import type { Preset } from './preset.js'

export const countries: Preset = {
  name: 'countries',
  description: 'countries whose name is one word',
  words: [
    'Argentina', 'Australia', 'Austria', 'Belgium', 'Brazil', 'Bulgaria', 'Canada', 'Chile',
    'China', 'Colombia', 'Croatia', 'Cuba', 'Denmark', 'Egypt', 'Ethiopia', 'Finland', 'France',
    'Germany', 'Ghana', 'Greece', 'Hungary', 'Iceland', 'India', 'Indonesia', 'Iran', 'Iraq',
    'Ireland', 'Israel', 'Italy', 'Jamaica', 'Japan', 'Kenya', 'Lebanon', 'Malaysia', 'Mexico',
    'Morocco', 'Nepal', 'Netherlands', 'Nigeria', 'Norway', 'Pakistan', 'Peru', 'Philippines',
    'Poland', 'Portugal', 'Romania', 'Russia', 'Serbia', 'Singapore', 'Spain', 'Sweden',
    'Switzerland', 'Syria', 'Thailand', 'Turkey', 'Uganda', 'Ukraine', 'Venezuela', 'Vietnam',
    'Zimbabwe',
  ],
} // prettier-ignore
