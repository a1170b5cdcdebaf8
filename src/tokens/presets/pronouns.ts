import type { Preset } from './preset.js'

export const pronouns: Preset = {
  name: 'pronouns',
  description: 'the personal, possessive and reflexive pronouns of English',
  words: [
    'I', 'you', 'he', 'she', 'it', 'we', 'they', 'me', 'him', 'her', 'us', 'them', 'my', 'your',
    'his', 'its', 'our', 'their', 'mine', 'yours', 'hers', 'ours', 'theirs', 'myself',
    'yourself', 'himself', 'herself', 'itself', 'ourselves', 'yourselves', 'themselves',
  ],
} // prettier-ignore
