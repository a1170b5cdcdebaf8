import { Malformed } from '../errors.js'
import type { ByteSource } from './byte-source.js'

/**
 * A part of a source as a source of its own.
 *
 * @throws {Malformed} from `read`, when asked for bytes outside of the part
 */
export function sliceSource(source: ByteSource, start: number, size: number): ByteSource {
  return {
    name: source.name,
    size,
    ...(source.cost && { cost: source.cost }),
    async read(offset, length, options) {
      if (offset < 0 || length < 0 || offset + length > size)
        throw new Malformed({
          where: source.name,
          expected: `bytes within a part of ${size}`,
          found: `a need for ${length} bytes from ${offset} on`,
          next: 'The file is truncated or damaged: download or copy it again.',
        })
      return source.read(start + offset, length, options)
    },
  }
}
