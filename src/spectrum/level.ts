/** Up to this a p-value is called beyond chance. */
export const LEVEL = 0.05

/** With fewer controls no one-sided p-value reaches the level: it is 1/(m + 1) at least. */
export const FEWEST = 19

/** With fewer no two-sided one does: it is 2/(m + 1) at least. */
export const FEWEST_TWO_SIDED = 39
