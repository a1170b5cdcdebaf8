import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { InvalidArgument } from '../../src/errors.js'
import type { Model } from '../../src/model/model.js'
import { openModel } from '../../src/model/open-model.js'
import {
  type VariantChoice,
  findWordToken,
  inCase,
  parseVariantChoice,
  variantOf,
} from '../../src/tokens/variant.js'
import { remove, writeTinyModel } from '../model/tiny-model.js'

const folders: string[] = []
after(() => {
  folders.forEach(remove)
})

/** A tiny BPE model of the given tokens, with the normaliser and pre-tokeniser of its kind. */
async function bpe(
  tokens: readonly string[],
  merges: readonly string[],
  kind: object,
): Promise<Model> {
  const folder = writeTinyModel({ tokens, rows: tokens.map((_, i) => [i, i]) })
  folders.push(folder)
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]))
  const model = { type: 'BPE', unk_token: null, vocab, merges }
  const tokenizer = {
    version: '1.0',
    added_tokens: [],
    normalizer: null,
    post_processor: null,
    ...kind,
    model,
  }
  writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(tokenizer))
  return openModel(folder)
}

const byteLevel = await bpe(
  ['a', 'b', 'Ġ', 'Ġa', 'ab', 'Ġb', 'Ġba', 'Ã', '©', 'é'],
  ['Ġ a', 'a b', 'Ġ b', 'Ġb a'],
  {
    pre_tokenizer: {
      type: 'ByteLevel',
      add_prefix_space: false,
      trim_offsets: true,
      use_regex: true,
    },
    decoder: { type: 'ByteLevel' },
  },
)
const sentencePiece = await bpe(
  ['<unk>', 'a', 'b', '▁', '▁a', 'ab', '▁b', '▁ba'],
  ['▁ a', 'a b', '▁ b', '▁b a'],
  {
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'Prepend', prepend: '▁' },
        { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
      ],
    },
    pre_tokenizer: null,
    decoder: null,
  },
)
const wordPiece = await openModel()

/** Token and variant, or the pieces. */
function found(model: Model, word: string, choice: VariantChoice): string {
  const result = findWordToken(model, word, choice)
  if ('piece' in result) return `${result.piece.token} ${result.variant}`
  return result.pieces.map((piece) => piece.token).join('|')
}

suite('findWordToken', () => {
  test('byte-level BPE: bare, with a space, or the bare form first', () => {
    assert.equal(found(byteLevel, 'a', 'bare'), 'a bare')
    assert.equal(found(byteLevel, 'a', 'space'), 'Ġa space')
    assert.equal(found(byteLevel, 'a', 'auto'), 'a bare')
    assert.equal(found(byteLevel, 'ba', 'auto'), 'Ġba space')
    assert.equal(found(byteLevel, 'ba', 'bare'), 'b|a')
    assert.equal(found(byteLevel, 'é', 'auto'), 'Ã|©')
  })

  test('SentencePiece: the bare form is found though every text begins with a space', () => {
    assert.equal(found(sentencePiece, 'a', 'auto'), 'a bare')
    assert.equal(found(sentencePiece, 'ab', 'auto'), 'ab bare')
    assert.equal(found(sentencePiece, 'a', 'space'), '▁a space')
    assert.equal(found(sentencePiece, 'ba', 'auto'), '▁ba space')
  })

  test('WordPiece: bare and continuation', () => {
    assert.equal(found(wordPiece, 'ing', 'bare'), 'ing bare')
    assert.equal(found(wordPiece, 'ing', 'continuation'), '##ing continuation')
    assert.equal(found(wordPiece, 'Monday', 'auto'), 'monday bare')
    assert.equal(found(wordPiece, 'ing', 'space'), 'ing')
    assert.equal(found(wordPiece, '', 'auto'), '')
  })
})

suite('letters', () => {
  test('are changed before the word is looked up, alone or with a form', () => {
    assert.equal(found(wordPiece, 'ING', 'lower'), 'ing bare')
    assert.equal(found(wordPiece, 'ing', 'upper'), 'ing bare')
    assert.equal(found(wordPiece, 'ING', 'continuation,lower'), '##ing continuation')
  })

  test('are Unicode’s, whatever the machine’s language', () => {
    assert.equal(inCase('straße', 'upper'), 'STRASSE')
    assert.equal(inCase('ISTANBUL', 'lower'), 'istanbul')
    assert.equal(inCase('éCOLE', 'capitalised'), 'École')
    assert.equal(inCase('', 'capitalised'), '')
    assert.equal(inCase('McDonald', undefined), 'McDonald')
  })

  test('and form are read in either order, and nothing else is', () => {
    assert.deepEqual(parseVariantChoice('upper, space'), { form: 'space', letters: 'upper' })
    assert.deepEqual(parseVariantChoice('bare'), { form: 'bare' })
    for (const text of ['', 'space,bare', 'upper,lower', 'space,space', 'big'])
      assert.throws(() => parseVariantChoice(text), InvalidArgument, text)
  })
})

test('variantOf goes by the marker, which alone is a token like others', () => {
  assert.deepEqual(['Ġa', '▁a', '##a', 'a', 'Ġ', '▁', '##', '#a'].map((token) => variantOf(token)), [
    'space', 'space', 'continuation', 'bare', 'bare', 'bare', 'bare', 'bare',
  ]) // prettier-ignore
})

test('variantOf knows what is a marker in which spelling', () => {
  assert.equal(variantOf('Ġa', 'wordpiece'), 'bare')
  assert.equal(variantOf('##a', 'byte-level'), 'bare')
  assert.equal(variantOf('▁a', 'sentencepiece'), 'space')
})

test('a byte-level word is never taken for the byte that is written like it', () => {
  // é is the bytes C3 A9, spelled Ã©; the token é is the byte E9.
  assert.equal(found(byteLevel, 'é', 'auto'), 'Ã|©')
})
