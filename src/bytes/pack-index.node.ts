import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { open, readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ByteRange } from './read-ranges.js'

/** A range that is held: `length` bytes of the file from `offset` on lie at `position` of a pack. */
export interface Piece extends ByteRange {
  /** The pack's path without its endings `.bytes` and `.index`. */
  readonly pack: string
  readonly position: number
  /** Where in the index it is entered, in bytes. */
  readonly entry: number
  /** Of its place and its bytes. */
  readonly digest: string
  checked: boolean
}

/** Small, so that reading a row checks little beside it. */
export const PIECE_BYTES = 128 * 1024

/** Offset, length and position as 64-bit numbers. */
const PLACE_BYTES = 8 + 8 + 8

/** A place, and the SHA-256 of it and of the bytes that lie there: bytes that are right at a wrong offset are wrong. */
export const ENTRY_BYTES = PLACE_BYTES + 32

/** The digest of an entry that no longer counts. */
const BLOT = new Uint8Array(32)

/** Where the bytes of a piece belong and where they lie. */
type Place = Pick<Piece, 'offset' | 'length' | 'position'>

/** The digest of a piece of a file. */
export function digestOf(place: Place, bytes: Uint8Array): string {
  return createHash('sha256').update(placeBytes(place)).update(bytes).digest('hex')
}

/** A piece as an index holds it. */
export function entryOf(piece: Piece): Buffer {
  return Buffer.concat([placeBytes(piece), Buffer.from(piece.digest, 'hex')])
}

/** All pieces that the indexes of a folder enter, in no order; none of a folder that is not there. */
export async function readIndexes(folder: string): Promise<Piece[]> {
  const names = await readdir(folder).catch(() => [])
  const pieces: Piece[] = []
  for (const name of names) {
    if (!name.endsWith('.index')) continue
    const pack = join(folder, name.slice(0, -'.index'.length))
    const index = await readFile(join(folder, name)).catch(() => Buffer.alloc(0))
    // An entry that was being written when its process died is cut short, and left out.
    for (let at = 0; at + ENTRY_BYTES <= index.length; at += ENTRY_BYTES)
      if (!index.subarray(at + PLACE_BYTES, at + ENTRY_BYTES).equals(BLOT))
        pieces.push(pieceOf(pack, index, at))
  }
  return pieces
}

/**
 * Makes a piece count no more for any process that reads the index from now on. An index that cannot be written keeps
 * it: then only this process knows better.
 */
export async function blot({ pack, entry }: Piece): Promise<void> {
  const index = await open(`${pack}.index`, 'r+').catch(() => undefined)
  try {
    await index?.write(BLOT, 0, BLOT.length, entry + PLACE_BYTES)
  } catch {
    // As above.
  } finally {
    await index?.close()
  }
}

function placeBytes({ offset, length, position }: Place): Buffer {
  const bytes = Buffer.alloc(PLACE_BYTES)
  bytes.writeBigUInt64LE(BigInt(offset), 0)
  bytes.writeBigUInt64LE(BigInt(length), 8)
  bytes.writeBigUInt64LE(BigInt(position), 16)
  return bytes
}

function pieceOf(pack: string, index: Buffer, at: number): Piece {
  const number = (shift: number): number => Number(index.readBigUInt64LE(at + shift))
  return {
    pack,
    offset: number(0),
    length: Math.min(number(8), PIECE_BYTES),
    position: number(16),
    entry: at,
    digest: index.toString('hex', at + PLACE_BYTES, at + ENTRY_BYTES),
    checked: false,
  }
}
