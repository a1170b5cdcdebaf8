/**
 * The character that byte-level BPE writes for each byte: itself where it is printable and no space, else one from
 * U+0100 on (GPT-2's `bytes_to_unicode`; Radford et al. 2019, encoder.py).
 */
export const BYTE_CHARACTERS: readonly string[] = byteCharacters()

/** Bytes as byte-level BPE writes them. */
export function byteLevelText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => BYTE_CHARACTERS[byte]).join('')
}

function byteCharacters(): string[] {
  let next = 256
  return Array.from({ length: 256 }, (_, byte) => {
    const itself = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae
    return String.fromCharCode(itself ? byte : next++)
  })
}
