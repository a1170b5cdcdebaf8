import type { VocabularySpectrum } from '../analysis/vocabulary-spectrum.js'
import { cell } from '../figure/csv-table.js'

/** By index from 1, singular value and shares of variance; header `index,singular_value,share,cumulative_share`. */
export function vocabularySpectrumCsv({ singularValues, summaries }: VocabularySpectrum): string {
  let sum = 0
  const rows = Array.from(singularValues, (value, i) => {
    sum += value ** 2
    const shares = [value ** 2, sum].map((part) => part / summaries.totalVariance)
    return [i + 1, value, ...shares].join(',')
  })
  return ['index,singular_value,share,cumulative_share', ...rows, ''].join('\n')
}

/** The tokens at both ends of each leading vector, the outermost first; header `vector,end,rank,id,token,projection`. */
export function vocabularyPolesCsv({ poles }: VocabularySpectrum): string {
  const rows = poles.flatMap(({ vector, positive, negative }) =>
    [['positive', positive] as const, ['negative', negative] as const].flatMap(([end, tokens]) =>
      tokens.map(
        ({ id, token, projection }, i) =>
          `${vector},${end},${i + 1},${id},${cell(token ?? '')},${projection}`,
      ),
    ),
  )
  return ['vector,end,rank,id,token,projection', ...rows, ''].join('\n')
}
