import type { ModelFiles } from '../../model-files.js'
import { rawTensor } from '../../raw-tensor.js'
import type { Weights } from '../../weights.js'
import { malformed } from '../malformed.js'
import { weightsOf } from '../weights-of.js'
import { rowsSource } from './rows-source.js'
import { wordVectorShape } from './shape.js'
import { indexWords } from './word-index.js'

/** The name under which word vectors appear. */
const NAME = 'vectors'

/**
 * Word vectors in word2vec's text or binary form (fastText's .vec is the former), or in GloVe's: tokens and matrix
 * in one. The file is read once for its tokens, which lie between the numbers; after that, rows are read where they
 * lie.
 */
export async function wordVectorWeights(files: ModelFiles, file: string): Promise<Weights> {
  const source = await files.open(file)
  const shape = await wordVectorShape(source)
  if (shape === undefined) throw malformed(source, 'word vectors', 'something else')
  const index = await indexWords(source, shape)
  const rows = rowsSource(source, index, shape.dim, shape.text)
  const raw = { name: NAME, file, dtype: 'F32', shape: [index.tokens.length, shape.dim], offset: 0 }
  const tokens = { file, tokens: index.tokens }
  return weightsOf(shape.format, file, [rawTensor(files.source, rows, raw)], tokens)
}
