import { Buffer } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import { appendFile, open } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolders } from './make-folders.node.js'
import {
  ENTRY_BYTES,
  PIECE_BYTES,
  type Piece,
  blot,
  digestOf,
  entryOf,
  readIndexes,
} from './pack-index.node.js'
import type { RangeCache } from './range-cache.js'
import type { ByteRange } from './read-ranges.js'

/**
 * Ranges of a remote file in a folder. Each process appends to a pack of its own, a file of bytes and an index beside
 * it, and an entry is written to the index after its bytes are in the pack: processes need no lock, and whatever dies
 * in the middle leaves everything before intact. Bytes are compared with their digest when they are first read; a piece
 * that is damaged, or let go, is blotted out in its index.
 */
export async function rangePack(folder: string): Promise<RangeCache> {
  const pieces = withoutOverlap(await readIndexes(folder))
  const own = join(folder, randomUUID())
  let end = 0
  let entries = 0
  let writing = Promise.resolve()

  const covering = (range: ByteRange): Piece[] => {
    const found: Piece[] = []
    const stop = range.offset + range.length
    for (let i = firstReaching(pieces, range.offset); i < pieces.length; i++) {
      if (pieces[i].offset >= stop) break
      found.push(pieces[i])
    }
    return found
  }

  const write = async (offset: number, bytes: Uint8Array): Promise<void> => {
    await makeFolders(folder)
    const added: Piece[] = []
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const part = bytes.subarray(at, at + PIECE_BYTES)
      const place = { offset: offset + at, length: part.length, position: end + at }
      const entry = (entries + added.length) * ENTRY_BYTES
      added.push({ ...place, pack: own, entry, digest: digestOf(place, part), checked: true })
    }
    await appendFile(`${own}.bytes`, bytes)
    await appendFile(`${own}.index`, Buffer.concat(added.map(entryOf)))
    end += bytes.length
    entries += added.length
    for (const piece of added) insert(pieces, piece)
  }

  const letGo = async (piece: Piece): Promise<void> => {
    const at = pieces.indexOf(piece)
    if (at >= 0) pieces.splice(at, 1)
    await blot(piece)
  }

  return {
    missing(range) {
      const gaps: ByteRange[] = []
      const stop = range.offset + range.length
      let at = range.offset
      for (const piece of covering(range)) {
        if (piece.offset > at) gaps.push({ offset: at, length: piece.offset - at })
        at = Math.max(at, piece.offset + piece.length)
      }
      if (at < stop) gaps.push({ offset: at, length: stop - at })
      return gaps
    },
    async read({ offset, length }) {
      const out = new Uint8Array(length)
      let at = offset
      for (const piece of covering({ offset, length })) {
        if (piece.offset > at) return undefined
        const stop = Math.min(offset + length, piece.offset + piece.length)
        if (stop <= at) continue
        const part = await readPiece(piece, at, stop)
        if (!part) {
          await letGo(piece)
          return undefined
        }
        out.set(part, at - offset)
        at = stop
      }
      return at === offset + length ? out : undefined
    },
    async write(offset, bytes) {
      // One at a time: each has to know where the pack ends.
      const mine = writing.then(() => write(offset, bytes))
      writing = mine.catch(() => undefined)
      await mine
    },
    async drop(range) {
      for (const piece of covering(range)) await letGo(piece)
    },
  }
}

/** The bytes from `from` to `to` of the file, which lie in the piece; undefined if the piece is damaged. */
async function readPiece(piece: Piece, from: number, to: number): Promise<Uint8Array | undefined> {
  const pack = await open(`${piece.pack}.bytes`).catch(() => undefined)
  if (!pack) return undefined
  try {
    // Another read may check the piece meanwhile.
    const { checked } = piece
    const start = checked ? from - piece.offset : 0
    const stop = checked ? to - piece.offset : piece.length
    const bytes = new Uint8Array(stop - start)
    const { bytesRead } = await pack.read(bytes, 0, bytes.length, piece.position + start)
    if (bytesRead < bytes.length) return undefined
    if (checked) return bytes
    if (digestOf(piece, bytes) !== piece.digest) return undefined
    piece.checked = true
    return bytes.subarray(from - piece.offset, to - piece.offset)
  } finally {
    await pack.close()
  }
}

/** Pieces in order, of which none lies within what is before it: two processes may have read the same. */
function withoutOverlap(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = []
  let end = -1
  for (const piece of pieces.toSorted((a, b) => a.offset - b.offset || a.length - b.length)) {
    if (piece.offset + piece.length <= end) continue
    out.push(piece)
    end = piece.offset + piece.length
  }
  return out
}

/** The first piece that reaches beyond a byte: neither starts nor ends ever go down from one piece to the next. */
function firstReaching(pieces: readonly Piece[], offset: number): number {
  let [low, high] = [0, pieces.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (pieces[middle].offset + pieces[middle].length > offset) high = middle
    else low = middle + 1
  }
  return low
}

/** Keeps starts and ends in order: a piece within another is left out, whichever of the two is the new one. */
function insert(pieces: Piece[], piece: Piece): void {
  const end = piece.offset + piece.length
  const endOf = (i: number): number => pieces[i].offset + pieces[i].length
  let at = firstReaching(pieces, piece.offset)
  for (; at < pieces.length && pieces[at].offset <= piece.offset; at++) {
    if (endOf(at) >= end) return
    if (pieces[at].offset === piece.offset) break
  }
  let within = 0
  while (at + within < pieces.length && endOf(at + within) <= end) within++
  pieces.splice(at, within, piece)
}
