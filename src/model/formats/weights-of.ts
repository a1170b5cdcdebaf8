import { Malformed } from '../../errors.js'
import type { LocatedTensor, Weights, WeightsFormat } from '../weights.js'
import type { FormatTokens } from './format-tokens.js'

/** The tensors of one file as weights. */
export function weightsOf(
  format: WeightsFormat,
  file: string,
  tensors: readonly LocatedTensor[],
  tokens?: FormatTokens,
): Weights {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]))
  return {
    format,
    files: [file],
    names: [...byName.keys()],
    fileOf: (name) => byName.get(name)?.file ?? file,
    async locate(name) {
      const tensor = byName.get(name)
      if (tensor) return tensor
      throw new Malformed({
        where: file,
        expected: `the tensor ${name}`,
        found: 'none of that name',
        next: 'Download all files of the model again, of one revision.',
      })
    },
    ...(tokens && { tokens }),
  }
}
