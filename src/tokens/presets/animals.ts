import type { Preset } from './preset.js'

export const animals: Preset = {
  name: 'animals',
  description: 'common animals, one word each',
  words: [
    'ant', 'ape', 'bat', 'bear', 'beaver', 'bee', 'bird', 'boar', 'buffalo', 'bull',
    'butterfly', 'calf', 'camel', 'cat', 'chicken', 'cow', 'crab', 'crow', 'deer', 'dog',
    'dolphin', 'donkey', 'dove', 'duck', 'eagle', 'elephant', 'elk', 'falcon', 'fish', 'fly',
    'fox', 'frog', 'goat', 'goose', 'gorilla', 'hawk', 'hen', 'horse', 'jaguar', 'kangaroo',
    'lamb', 'leopard', 'lion', 'lizard', 'lobster', 'monkey', 'moose', 'mosquito', 'moth',
    'mouse', 'octopus', 'otter', 'owl', 'ox', 'panda', 'panther', 'parrot', 'penguin', 'pig',
    'pigeon', 'pony', 'puppy', 'python', 'rabbit', 'rat', 'raven', 'rhino', 'salmon', 'seal',
    'shark', 'sheep', 'snake', 'sparrow', 'spider', 'squirrel', 'swan', 'tiger', 'toad',
    'trout', 'turkey', 'turtle', 'vulture', 'whale', 'wolf', 'worm', 'zebra',
  ],
} // prettier-ignore
