import { UnsafeFile } from '../../../errors.js'
import { beyondLimit, malformed } from '../malformed.js'

/** Something of Python that a pickle may call. */
export class Callable {
  readonly call: (args: readonly unknown[]) => unknown

  constructor(call: (args: readonly unknown[]) => unknown) {
    this.call = call
  }
}

/** What a pickle can reach beyond numbers, texts, lists and dictionaries. */
export interface PickleWorld {
  /** A name, such as `collections.OrderedDict`; throws for any that is not allowed. */
  global(module: string, name: string): unknown
  /** What a persistent id stands for. */
  persistent(id: unknown): unknown
}

/** An operation may make a dictionary of some hundred bytes; 50,000 tensors take this many. */
const MAX_OPERATIONS = 2_000_000

/**
 * Runs a pickle (Python's pickletools.py has the operations) of the kind that `torch.save` writes. Dictionaries
 * become Maps with texts or numbers as keys; lists and tuples become arrays. Values are never turned into text:
 * a value may contain itself, or a thousand times the same list of a thousand lists.
 *
 * @param bytes they may go on after the pickle
 * @returns the value, and where the pickle ended
 * @throws {UnsafeFile} for operations beyond that kind, and for calls of anything but a `Callable`
 * @throws {Malformed} when it ends too soon, or takes what is not there
 * @throws {LimitExceeded} for more than two million operations
 */
export function runPickle(
  file: { readonly name: string },
  bytes: Uint8Array,
  world: PickleWorld,
): { readonly value: unknown; readonly end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const stack: unknown[] = []
  const marks: number[] = []
  const memo = new Map<number, unknown>()
  let at = 0

  const take = (count: number): number => {
    const start = at
    if (!(count >= 0 && start + count <= bytes.length))
      throw malformed(file, `${count} more bytes of a pickle`, `${bytes.length - start}`)
    at += count
    return start
  }
  const size = (width: 1 | 4 | 8): number => {
    const start = take(width)
    if (width === 1) return bytes[start]
    return width === 4 ? view.getUint32(start, true) : Number(view.getBigUint64(start, true))
  }
  const raw = (length: number): Uint8Array => {
    const start = take(length)
    return bytes.subarray(start, start + length)
  }
  const text = (length: number): string => new TextDecoder().decode(raw(length))
  const line = (): string => {
    const length = bytes.indexOf(10, at) - at
    const found = text(length)
    take(1)
    return found
  }
  const lowest = (): number => marks.at(-1) ?? 0
  const pop = (): unknown => {
    if (stack.length <= lowest()) throw malformed(file, 'a value on the stack', 'none')
    return stack.pop()
  }
  const top = (): unknown => {
    if (stack.length === 0) throw malformed(file, 'a value on the stack', 'none')
    return stack[stack.length - 1]
  }
  const sinceMark = (): unknown[] => {
    const mark = marks.pop()
    if (mark === undefined) throw malformed(file, 'a mark on the stack', 'none')
    return stack.splice(mark)
  }
  const tuple = (count: number): unknown[] => Array.from({ length: count }, pop).reverse()
  const setItems = (items: readonly unknown[]): void => {
    const target = top()
    if (!(target instanceof Map)) throw malformed(file, 'a dictionary', kindOf(target))
    for (let i = 0; i + 1 < items.length; i += 2) {
      const key = items[i]
      if (typeof key !== 'string' && typeof key !== 'number')
        throw malformed(file, 'a text or number as key', kindOf(key))
      target.set(key, items[i + 1])
    }
  }
  const append = (items: readonly unknown[]): void => {
    const target = top()
    if (!Array.isArray(target)) throw malformed(file, 'a list', kindOf(target))
    for (const item of items) target.push(item)
  }
  const recall = (key: number): unknown => {
    if (memo.has(key)) return memo.get(key)
    throw malformed(file, `the memo ${key}`, 'none')
  }
  const reduce = (): unknown => {
    const args = pop()
    const callable = pop()
    if (callable instanceof Callable && Array.isArray(args)) return callable.call(args)
    throw refused(file, 'a call of something that is no function')
  }
  const global = (module: unknown, name: unknown): unknown => {
    if (typeof module === 'string' && typeof name === 'string') return world.global(module, name)
    throw malformed(file, 'a module and a name', `${kindOf(module)} and ${kindOf(name)}`)
  }
  const build = (): void => {
    pop()
    // An OrderedDict's attributes: `_metadata`, which says nothing of the tensors.
    if (!(top() instanceof Map))
      throw refused(file, 'attributes of something that is no dictionary')
  }

  for (let count = 0; count < MAX_OPERATIONS; count++) {
    const code = bytes[take(1)]
    switch (code) {
      case 0x80: take(1); break // PROTO
      case 0x95: take(8); break // FRAME
      case 0x2e: return { value: pop(), end: at } // STOP
      case 0x28: marks.push(stack.length); break // MARK
      case 0x30: pop(); break // POP
      case 0x4e: stack.push(null); break // NONE
      case 0x88: stack.push(true); break // NEWTRUE
      case 0x89: stack.push(false); break // NEWFALSE
      case 0x4b: stack.push(size(1)); break // BININT1
      case 0x4d: stack.push(view.getUint16(take(2), true)); break // BININT2
      case 0x4a: stack.push(view.getInt32(take(4), true)); break // BININT
      case 0x8a: stack.push(long(raw(size(1)))); break // LONG1
      case 0x47: stack.push(view.getFloat64(take(8), false)); break // BINFLOAT
      case 0x55: case 0x8c: stack.push(text(size(1))); break // SHORT_BINSTRING, SHORT_BINUNICODE
      case 0x54: case 0x58: stack.push(text(size(4))); break // BINSTRING, BINUNICODE
      case 0x8d: stack.push(text(size(8))); break // BINUNICODE8
      case 0x43: stack.push(raw(size(1))); break // SHORT_BINBYTES
      case 0x42: stack.push(raw(size(4))); break // BINBYTES
      case 0x5d: case 0x29: stack.push([]); break // EMPTY_LIST, EMPTY_TUPLE
      case 0x74: case 0x6c: stack.push(sinceMark()); break // TUPLE, LIST
      case 0x85: case 0x86: case 0x87: stack.push(tuple(code - 0x84)); break // TUPLE1, 2, 3
      case 0x61: append([pop()]); break // APPEND
      case 0x65: append(sinceMark()); break // APPENDS
      case 0x7d: stack.push(new Map()); break // EMPTY_DICT
      case 0x73: setItems(tuple(2)); break // SETITEM
      case 0x75: setItems(sinceMark()); break // SETITEMS
      case 0x71: memo.set(size(1), top()); break // BINPUT
      case 0x72: memo.set(size(4), top()); break // LONG_BINPUT
      case 0x94: memo.set(memo.size, top()); break // MEMOIZE
      case 0x68: stack.push(recall(size(1))); break // BINGET
      case 0x6a: stack.push(recall(size(4))); break // LONG_BINGET
      case 0x63: stack.push(global(line(), line())); break // GLOBAL
      case 0x93: { const [module, name] = tuple(2); stack.push(global(module, name)); break } // STACK_GLOBAL
      case 0x51: stack.push(world.persistent(pop())); break // BINPERSID
      case 0x52: stack.push(reduce()); break // REDUCE
      case 0x62: build(); break // BUILD
      default: throw refused(file, `the operation 0x${code.toString(16)}`)
    } // prettier-ignore
  }
  throw beyondLimit(file, `a pickle of at most ${MAX_OPERATIONS} operations`, 'more')
}

/** The error of a pickle that wants more than to describe tensors. */
export function refused(file: { readonly name: string }, what: string): UnsafeFile {
  return new UnsafeFile({
    where: file.name,
    expected: 'a pickle of tensors in dictionaries, and nothing else',
    found: what.slice(0, 200),
    next: 'Take the model’s safetensors instead, or save its state_dict() alone.',
  })
}

/** What kind of value it is: for messages, since a pickled value is never turned into text whole. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (value instanceof Map) return `a dictionary of ${value.size}`
  return typeof value === 'object' && value !== null ? 'an object' : String(value).slice(0, 100)
}

/** A whole number of any size in two's complement, as near as a number can be. */
function long(bytes: Uint8Array): number {
  let value = 0n
  for (const byte of bytes.toReversed()) value = (value << 8n) | BigInt(byte)
  return Number(BigInt.asIntN(8 * bytes.length, value))
}
