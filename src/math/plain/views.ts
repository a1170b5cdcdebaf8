/** All of an arena's memory, as arrays of its element types. Addresses become indices by a shift. */
export interface Views {
  readonly f64: Float64Array
  readonly f32: Float32Array
  readonly u32: Uint32Array
  readonly u16: Uint16Array
}
