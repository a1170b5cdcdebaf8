import type { Preset } from './preset.js'

export const punctuation: Preset = {
  name: 'punctuation',
  description: 'punctuation marks of ASCII',
  words: [...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'],
}
