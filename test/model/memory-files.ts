import assert from 'node:assert/strict'
import { bufferSource } from '../../src/bytes/buffer-source.js'
import { type ModelFiles, modelFiles } from '../../src/model/model-files.js'

/** A model's files in memory, from bytes, text or JSON; `opened` lists which were opened. */
export function memoryFiles(
  contents: Readonly<Record<string, Uint8Array | string | object>>,
): ModelFiles & { readonly opened: readonly string[] } {
  const bytes = new Map(Object.entries(contents).map(([name, content]) => [name, bytesOf(content)]))
  const sizes = new Map([...bytes].map(([name, { length }]) => [name, length]))
  const opened: string[] = []
  const made = modelFiles({ name: 'm', source: 'm', sizes }, async (name) => {
    opened.push(name)
    return bufferSource(bytes.get(name) ?? assert.fail(name), name)
  })
  return { ...made, opened }
}

function bytesOf(content: Uint8Array | string | object): Uint8Array {
  if (content instanceof Uint8Array) return content
  return new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content))
}
