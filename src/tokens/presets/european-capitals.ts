import type { Preset } from './preset.js'

export const europeanCapitals: Preset = {
  name: 'european-capitals',
  description: 'the capitals of Europe, the Caucasus and Turkey included, whose English name is one word',
  words: [
    'Amsterdam', 'Ankara', 'Athens', 'Baku', 'Belgrade', 'Berlin', 'Bern', 'Bratislava',
    'Brussels', 'Bucharest', 'Budapest', 'Chisinau', 'Copenhagen', 'Dublin', 'Helsinki', 'Kyiv',
    'Lisbon', 'Ljubljana', 'London', 'Luxembourg', 'Madrid', 'Minsk', 'Monaco', 'Moscow',
    'Nicosia', 'Oslo', 'Paris', 'Podgorica', 'Prague', 'Pristina', 'Reykjavik', 'Riga', 'Rome',
    'Sarajevo', 'Skopje', 'Sofia', 'Stockholm', 'Tallinn', 'Tbilisi', 'Tirana', 'Vaduz',
    'Valletta', 'Vienna', 'Vilnius', 'Warsaw', 'Yerevan', 'Zagreb',
  ],
} // prettier-ignore
