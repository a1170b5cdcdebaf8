import type { ModelFiles } from '../model-files.js'
import { rawTensor } from '../raw-tensor.js'
import type { Weights } from '../weights.js'
import { readSafetensorsHeader } from './safetensors.js'
import { weightsOf } from './weights-of.js'

/** The tensors of one safetensors file. */
export async function safetensorsWeights(files: ModelFiles, file: string): Promise<Weights> {
  const source = await files.open(file)
  const entries = await readSafetensorsHeader(source)
  const tensors = [...entries.values()].map((entry) =>
    rawTensor(files.source, source, { ...entry, file }),
  )
  return weightsOf('safetensors', file, tensors)
}
