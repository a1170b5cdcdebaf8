/** What is done to embeddings before a set's submatrix is decomposed: to the set, its controls and the vocabulary alike. */
export interface Transform {
  /**
   * What is subtracted: nothing, the mean of the set (of each control its own), or the mean of the whole vocabulary.
   * `set` by default.
   */
  readonly centre: 'none' | 'set' | 'vocabulary'
  /** `rows` gives every embedding unit length, before all else; `none` by default. */
  readonly normalise: 'none' | 'rows'
  /** So many of the vocabulary's strongest directions are projected off; 0 by default. */
  readonly remove: number
  /** Divides every direction of the vocabulary by its standard deviation; false by default. */
  readonly whiten: boolean
}

/** What the lecture does: each submatrix centred by its own mean, and nothing else. */
export const PLAIN: Transform = { centre: 'set', normalise: 'none', remove: 0, whiten: false }
