/** What weights, or a list beside them, say of their tokens themselves: enough where there is no tokenizer. */
export interface FormatTokens {
  /** The file that they were read from. */
  readonly file: string
  /** Index is the row. */
  readonly tokens: readonly string[]
  /** One a token, where the file has them (SentencePiece: log probabilities). */
  readonly scores?: ArrayLike<number>
  /** One a token (GGUF): 1 normal, 2 unknown, 3 control, 4 user-defined, 5 unused, 6 byte. */
  readonly tokenTypes?: ArrayLike<number>
  /** Of a byte-level BPE (GGUF), best first, the halves parted by a space. */
  readonly merges?: readonly string[]
  /** The kind of tokenizer, by GGUF's names: `llama` (SentencePiece), `gpt2` (byte-level BPE), `bert`, `t5`, … */
  readonly tokenizerModel?: string
  /** All keys of a GGUF file that begin with `tokenizer.`, without that beginning. */
  readonly metadata?: ReadonlyMap<string, unknown>
}
