/**
 * How a vocabulary writes its tokens:
 * - `byte-level`: each byte of UTF-8 as one printable character, a space as `Ġ` (GPT-2, Llama 3, Qwen);
 * - `sentencepiece`: a space as `▁`, bytes without a piece as `<0x0A>` (Llama 2, Gemma, T5);
 * - `wordpiece`: what continues a word begins with `##` (BERT);
 * - `end-of-word`: what ends a word ends with `</w>` (CLIP, GPT-1);
 * - `plain`: as text.
 */
export type Spelling = 'byte-level' | 'sentencepiece' | 'wordpiece' | 'end-of-word' | 'plain'

/** The spelling that a `tokenizer.json` implies: by its decoder and pre-tokenizer, which have to undo and do it. */
export function spellingOf(definition: object): Spelling {
  const {
    model,
    decoder,
    pre_tokenizer: pre,
    normalizer,
  } = definition as Readonly<Record<string, unknown>>
  if (modelField(model, 'end_of_word_suffix') === '</w>') return 'end-of-word'
  if (holds([decoder, pre], (part) => part.type === 'ByteLevel')) return 'byte-level'
  if (modelField(model, 'type') === 'WordPiece' || holds([decoder], (p) => p.type === 'WordPiece'))
    return 'wordpiece'
  const marks = (part: Readonly<Record<string, unknown>>): boolean =>
    part.type === 'Metaspace' || part.content === '▁' || part.prepend === '▁'
  return holds([pre, normalizer, decoder], marks) ? 'sentencepiece' : 'plain'
}

function modelField(model: unknown, name: string): unknown {
  return isRecord(model) ? model[name] : undefined
}

/** Whether one of the parts, or a part of a sequence, is such a one. */
function holds(
  parts: readonly unknown[],
  is: (part: Readonly<Record<string, unknown>>) => boolean,
): boolean {
  return parts.some((part) => {
    if (!isRecord(part)) return false
    const inner = [part.pretokenizers, part.normalizers, part.decoders].flat()
    return is(part) || inner.some((each) => isRecord(each) && is(each))
  })
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
