import assert from 'node:assert/strict'
import { bufferSource } from '../../src/bytes/buffer-source.js'
import { type ModelFiles, modelFiles } from '../../src/model/model-files.js'

/** A model's files in memory, from bytes, text or JSON; `opened` lists which were opened, `reads` the bytes of each read. */
export function memoryFiles(
  contents: Readonly<Record<string, Uint8Array | string | object>>,
): ModelFiles & { readonly opened: readonly string[]; readonly reads: readonly number[] } {
  const bytes = new Map(Object.entries(contents).map(([name, content]) => [name, bytesOf(content)]))
  const sizes = new Map([...bytes].map(([name, { length }]) => [name, length]))
  const opened: string[] = []
  const reads: number[] = []
  const made = modelFiles({ name: 'm', source: 'm', sizes }, async (name) => {
    opened.push(name)
    const source = bufferSource(bytes.get(name) ?? assert.fail(name), name)
    return {
      ...source,
      read(offset, length, options) {
        reads.push(length)
        return source.read(offset, length, options)
      },
    }
  })
  return { ...made, opened, reads }
}

function bytesOf(content: Uint8Array | string | object): Uint8Array {
  if (content instanceof Uint8Array) return content
  return new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content))
}
