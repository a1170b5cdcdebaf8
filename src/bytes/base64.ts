/** Arguments that a function can be called with at a time, safely on every engine. */
const MOST = 0x8000

/** Bytes as base64. */
export function base64(bytes: Uint8Array): string {
  let binary = ''
  for (let start = 0; start < bytes.length; start += MOST) {
    // Spread into arguments, each byte would come out of an iterator, which takes three times as long.
    const codes = bytes.subarray(start, start + MOST) as unknown as number[]
    binary += String.fromCharCode.apply(null, codes)
  }
  return btoa(binary)
}
