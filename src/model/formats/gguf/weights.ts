import type { ModelFiles } from '../../model-files.js'
import { rawTensor } from '../../raw-tensor.js'
import type { LocatedTensor, Weights } from '../../weights.js'
import type { FormatTokens } from '../format-tokens.js'
import { malformed } from '../malformed.js'
import { weightsOf } from '../weights-of.js'
import { type GgufHeader, readGgufHeader } from './header.js'

/** A file of a model that llama.cpp split: `name-00001-of-00003.gguf`. */
const PART = /^(.*-)(\d{5})(-of-(\d{5})\.gguf)$/

/** The tensors of a GGUF model, in one file or the parts of a split one, and the tokens of its own vocabulary. */
export async function ggufWeights(files: ModelFiles, file: string): Promise<Weights> {
  const tensors: LocatedTensor[] = []
  let tokens: FormatTokens | undefined
  const parts = partsOf(files, file)
  for (const part of parts) {
    const source = await files.open(part)
    const header = await readGgufHeader(source)
    tokens ??= tokensOf(header, part)
    for (const entry of header.tensors.values())
      tensors.push(rawTensor(files.source, source, { ...entry, file: part }))
  }
  return { ...weightsOf('GGUF', file, tensors, tokens), files: parts }
}

/** The parts of a split model that are there, or the file alone. */
function partsOf({ sizes }: ModelFiles, name: string): readonly string[] {
  const [, before, , after, count] = PART.exec(name) ?? []
  if (count === undefined) return [name]
  const all = Array.from(
    { length: Number(count) },
    (_, i) => `${before}${String(i + 1).padStart(5, '0')}${after}`,
  )
  return all.filter((part) => sizes.has(part))
}

function tokensOf({ metadata }: GgufHeader, part: string): FormatTokens | undefined {
  const own = new Map(
    [...metadata]
      .filter(([key]) => key.startsWith('tokenizer.'))
      .map(([key, value]) => [key.slice('tokenizer.'.length), value]),
  )
  const list = own.get('ggml.tokens')
  if (!isTexts(list)) return undefined
  const scores = own.get('ggml.scores')
  const tokenTypes = own.get('ggml.token_type')
  const merges = own.get('ggml.merges')
  const model = own.get('ggml.model')
  for (const [name, value] of Object.entries({ scores, tokenTypes }))
    if (Array.isArray(value) && value.length !== list.length)
      throw malformed(
        { name: part },
        `as many ${name} as its ${list.length} tokens`,
        `${value.length}`,
      )
  return {
    file: part,
    tokens: list,
    ...(isNumbers(scores) && { scores }),
    ...(isNumbers(tokenTypes) && { tokenTypes }),
    ...(isTexts(merges) && { merges }),
    ...(typeof model === 'string' && { tokenizerModel: model }),
    metadata: own,
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && typeof value[0] === 'string'
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && typeof value[0] === 'number'
}
