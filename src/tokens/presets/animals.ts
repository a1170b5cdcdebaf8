import type { Preset } from './preset.js'

export const animals: Preset = {
  name: 'animals',
  description: 'common animals',
  words: [
    'ant', 'ape', 'bat', 'bear', 'bee', 'bird', 'bull', 'butterfly', 'calf', 'camel', 'cat',
    'chicken', 'cow', 'crab', 'crow', 'deer', 'dog', 'dolphin', 'donkey', 'dragon', 'duck', 'eagle',
    'elephant', 'fish', 'fly', 'fox', 'frog', 'goat', 'goose', 'hawk', 'hen', 'horse', 'lamb',
    'lion', 'monkey', 'mouse', 'owl', 'ox', 'pig', 'rabbit', 'rat', 'seal', 'shark', 'sheep',
    'snake', 'spider', 'swan', 'tiger', 'turkey', 'turtle', 'whale', 'wolf', 'worm',
  ],
} // prettier-ignore
