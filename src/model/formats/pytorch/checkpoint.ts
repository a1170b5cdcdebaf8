/** What a PyTorch file holds: whatever was saved, and where its storages lie. */
export interface Checkpoint {
  readonly value: unknown
  /** Place and bytes of a storage, by its key. */
  storage(key: string): Promise<{ readonly offset: number; readonly bytes: number }>
}

/** Pickles of the largest checkpoints have less than 2 MB. */
export const MAX_PICKLE_BYTES = 16 * 1024 * 1024
