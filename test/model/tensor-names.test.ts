import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { fitsVocabulary, knownNames, likelyNames } from '../../src/model/tensor-names.js'

/** The table of families: what a checkpoint has, and which of it is W_E and W_U. */
const FAMILIES: readonly [string, readonly string[], string, string | undefined][] = [
  ['BERT', ['bert.embeddings.word_embeddings.weight', 'bert.embeddings.position_embeddings.weight', 'bert.embeddings.token_type_embeddings.weight', 'cls.predictions.decoder.weight'], 'bert.embeddings.word_embeddings.weight', 'cls.predictions.decoder.weight'],
  ['RoBERTa', ['roberta.embeddings.word_embeddings.weight', 'lm_head.dense.weight', 'lm_head.decoder.weight'], 'roberta.embeddings.word_embeddings.weight', 'lm_head.decoder.weight'],
  ['DistilBERT', ['distilbert.embeddings.word_embeddings.weight', 'vocab_transform.weight', 'vocab_projector.weight'], 'distilbert.embeddings.word_embeddings.weight', 'vocab_projector.weight'],
  ['ModernBERT', ['model.embeddings.tok_embeddings.weight', 'head.dense.weight', 'decoder.weight'], 'model.embeddings.tok_embeddings.weight', 'decoder.weight'],
  ['GPT-2', ['wte.weight', 'wpe.weight', 'h.0.mlp.c_fc.weight'], 'wte.weight', undefined],
  ['GPT-NeoX', ['gpt_neox.embed_in.weight', 'embed_out.weight'], 'gpt_neox.embed_in.weight', 'embed_out.weight'],
  ['Llama', ['model.embed_tokens.weight', 'model.layers.0.mlp.up_proj.weight', 'lm_head.weight'], 'model.embed_tokens.weight', 'lm_head.weight'],
  ['a VLM', ['model.vision_tower.embeddings.word_embeddings.weight', 'model.language_model.embed_tokens.weight', 'model.language_model.embed_tokens_per_layer.weight'], 'model.language_model.embed_tokens.weight', undefined],
  ['OPT', ['model.decoder.embed_tokens.weight', 'model.decoder.embed_positions.weight'], 'model.decoder.embed_tokens.weight', undefined],
  ['T5', ['shared.weight', 'decoder.embed_tokens.weight', 'encoder.embed_tokens.weight', 'lm_head.weight'], 'shared.weight', 'lm_head.weight'],
  ['BLOOM', ['transformer.word_embeddings.weight', 'transformer.word_embeddings_layernorm.weight'], 'transformer.word_embeddings.weight', undefined],
  ['Mamba', ['backbone.embeddings.weight'], 'backbone.embeddings.weight', undefined],
  ['RWKV', ['rwkv.embeddings.weight', 'head.weight'], 'rwkv.embeddings.weight', 'head.weight'],
  ['XLNet', ['transformer.word_embedding.weight'], 'transformer.word_embedding.weight', undefined],
  ['XLM', ['transformer.embeddings.weight', 'transformer.position_embeddings.weight'], 'transformer.embeddings.weight', undefined],
  ['GPT-1', ['transformer.tokens_embed.weight', 'transformer.positions_embed.weight'], 'transformer.tokens_embed.weight', undefined],
  ['CTRL', ['transformer.w.weight'], 'transformer.w.weight', undefined],
  ['CLIP', ['text_model.embeddings.token_embedding.weight', 'vision_model.embeddings.patch_embedding.weight'], 'text_model.embeddings.token_embedding.weight', undefined],
  ['GGUF', ['token_embd.weight', 'output.weight', 'blk.0.attn_output.weight'], 'token_embd.weight', 'output.weight'],
] // prettier-ignore

suite('knownNames', () => {
  for (const [family, names, input, output] of FAMILIES)
    test(`finds both matrices of ${family}`, () => {
      assert.equal(knownNames(names, 'input')[0], input)
      assert.equal(knownNames(names, 'output')[0], output)
    })
})

test('likelyNames puts embeddings first and leaves out what has no vocabulary', () => {
  const names = [
    'foo.weight',
    'enc.position_emb.weight',
    'enc.emb.weight',
    'enc.word_emb.weight',
    'head.weight',
    'emb.bias',
  ]
  assert.deepEqual(likelyNames(names), ['enc.word_emb.weight', 'enc.emb.weight', 'foo.weight'])
})

test('fitsVocabulary allows padding by 4096 rows or a quarter', () => {
  for (const [rows, fits] of [
    [999, false],
    [1000, true],
    [5096, true],
    [5097, false],
  ] as const)
    assert.equal(fitsVocabulary([rows, 8], 1000), fits)
  assert.ok(fitsVocabulary([125_000, 8], 100_000))
  assert.ok(!fitsVocabulary([1000, 8, 2], 1000) && !fitsVocabulary([1000], 1000))
})
