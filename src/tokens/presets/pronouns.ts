import type { Preset } from './preset.js'

export const pronouns: Preset = {
  name: 'pronouns',
  description: 'English personal and possessive pronouns',
  words: [
    'I', 'you', 'he', 'she', 'it', 'we', 'they', 'me', 'him', 'her', 'us', 'them', 'my', 'your',
    'his', 'its', 'our', 'their', 'mine', 'yours', 'hers', 'ours', 'theirs', 'myself', 'yourself',
    'himself', 'herself', 'itself', 'themselves',
  ],
} // prettier-ignore
