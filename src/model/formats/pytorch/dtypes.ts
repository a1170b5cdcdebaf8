/** Kinds of storages by PyTorch's names, as the dtypes of their elements. */
export const STORAGES: ReadonlyMap<string, string> = new Map([
  ['DoubleStorage', 'F64'], ['FloatStorage', 'F32'], ['HalfStorage', 'F16'], ['BFloat16Storage', 'BF16'],
  ['CharStorage', 'I8'], ['ByteStorage', 'U8'], ['ShortStorage', 'I16'], ['IntStorage', 'I32'],
  ['LongStorage', 'I64'], ['BoolStorage', 'BOOL'],
]) // prettier-ignore

/** Dtypes by PyTorch's names, which tensors in storages of plain bytes carry. */
export const DTYPES: ReadonlyMap<string, string> = new Map([
  ['float64', 'F64'], ['float32', 'F32'], ['float16', 'F16'], ['bfloat16', 'BF16'],
  ['float8_e4m3fn', 'F8_E4M3'], ['float8_e5m2', 'F8_E5M2'], ['int8', 'I8'], ['uint8', 'U8'],
  ['int16', 'I16'], ['uint16', 'U16'], ['int32', 'I32'], ['uint32', 'U32'], ['int64', 'I64'],
  ['uint64', 'U64'], ['bool', 'BOOL'],
]) // prettier-ignore

const BYTES: Readonly<Record<string, number>> = {
  F64: 8, F32: 4, F16: 2, BF16: 2, F8_E4M3: 1, F8_E5M2: 1,
  I8: 1, U8: 1, BOOL: 1, I16: 2, U16: 2, I32: 4, U32: 4, I64: 8, U64: 8,
} // prettier-ignore

/** Bytes of one element of a dtype of the lists above. */
export function bytesOfElement(dtype: string): number {
  return BYTES[dtype]
}
