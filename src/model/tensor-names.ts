/** The two matrices with a row a token: W_E reads tokens, W_U writes them. */
export type MatrixRole = 'input' | 'output'

/**
 * How the families name their matrices, by the end of the name, under whatever prefix a checkpoint was saved with
 * (`bert.`, `model.language_model.`, `transformer.`, …); the first that matches wins. A name after `^` has to be
 * the whole name.
 */
const NAMES: Readonly<Record<MatrixRole, readonly string[]>> = {
  input: [
    'word_embeddings.weight', // BERT, RoBERTa, DistilBERT, ALBERT, ELECTRA, DeBERTa, BLOOM, Falcon
    'shared.weight', // T5, BART, Marian, M2M
    'tok_embeddings.weight', // ModernBERT, Llama's own checkpoints
    'embed_tokens.weight', // Llama, Mistral, Qwen, Gemma, Phi, OPT, Whisper, …
    'wte.weight', // GPT-2, GPT-Neo, GPT-J, MPT
    'embed_in.weight', // GPT-NeoX, Pythia
    'backbone.embeddings.weight', // Mamba
    'backbone.embedding.weight', // Mamba's own checkpoints
    'rwkv.embeddings.weight',
    'word_embedding.weight', // XLNet
    'tokens_embed.weight', // GPT-1
    'token_embedding.weight', // CLIP, SigLIP
    'token_embd.weight', // GGUF
    'transformer.embeddings.weight', // XLM
    'transformer.w.weight', // CTRL
  ],
  output: [
    'cls.predictions.decoder.weight', // BERT
    'lm_head.decoder.weight', // RoBERTa
    'vocab_projector.weight', // DistilBERT
    'embed_out.weight', // GPT-NeoX
    'lm_head.weight', // most decoders
    'proj_out.weight', // Whisper
    '^decoder.weight', // ModernBERT
    '^head.weight', // RWKV
    '^output.weight', // Llama's own checkpoints, GGUF
  ],
}

/** Parts of names that belong to something other than a vocabulary. */
const NO_VOCABULARY = /position|token_type|per_layer|head|layers?\.|vision|audio|visual/

/** The names that the table knows for a matrix, best first. */
export function knownNames(names: readonly string[], role: MatrixRole): readonly string[] {
  return NAMES[role].flatMap((pattern) => {
    const whole = pattern.startsWith('^')
    const end = pattern.replace('^', '')
    return names
      .filter((name) => name === end || (!whole && name.endsWith(`.${end}`)))
      .filter((name) => !/vision|audio|visual/.test(name))
      .sort((a, b) => a.length - b.length)
  })
}

/**
 * The names that could be an input embedding of a family that the table does not know, best first. Where names end
 * in `.weight`, as PyTorch's modules name theirs, only those count.
 */
export function likelyNames(names: readonly string[]): readonly string[] {
  const rank = (name: string): number => (/emb/i.test(name) ? (/word|tok/i.test(name) ? 0 : 1) : 2)
  const modules = names.some((name) => name.endsWith('.weight'))
  const outputs = new Set(knownNames(names, 'output'))
  return names
    .filter((name) => !outputs.has(name))
    .filter((name) => (!modules || name.endsWith('.weight')) && !NO_VOCABULARY.test(name))
    .sort((a, b) => rank(a) - rank(b) || a.length - b.length)
}

/** Tells whether a matrix of this shape could have a row for each of `vocabSize` tokens, padding included. */
export function fitsVocabulary(shape: readonly number[], vocabSize: number): boolean {
  const most = Math.max(vocabSize + 4096, 1.25 * vocabSize)
  return shape.length === 2 && shape[0] >= vocabSize && shape[0] <= most && shape[1] > 0
}

/**
 * Tells whether a matrix of this shape has a column a token instead: far too few rows, and as many columns as
 * tokens, with little padding. A table that merely lacks rows for some tokens is not meant.
 */
export function seemsTransposed([rows, columns]: readonly number[], vocabSize: number): boolean {
  const enough = columns >= vocabSize && columns <= 1.25 * vocabSize + 64
  return rows < vocabSize / 2 && enough
}
