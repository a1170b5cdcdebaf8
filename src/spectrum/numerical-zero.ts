/** Relative to σ₁ of a set: below this a singular value is rounding, of its own or of a subset, and its vector anything. */
export const NUMERICAL_ZERO = 1e-11
