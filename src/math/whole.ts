/**
 * A whole number from 0 up: an id, a count, a rank, an index. The compiler takes it for any number; it tells readers, and the JSON
 * Schema, which is made from the types.
 */
export type Whole = number
