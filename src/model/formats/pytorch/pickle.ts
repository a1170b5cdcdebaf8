import { malformed } from '../malformed.js'
import { DTYPES, STORAGES } from './dtypes.js'
import { Callable, kindOf, refused, runPickle } from './pickle-machine.js'

/** The memory that a tensor's elements lie in; several tensors may share one. */
export class PickledStorage {
  /** Its name within the file. */
  readonly key: string
  /** Of its elements; undefined for plain bytes, whose tensors say it. */
  readonly dtype: string | undefined
  /** Elements, by the pickle. */
  readonly length: number

  constructor(key: string, dtype: string | undefined, length: number) {
    this.key = key
    this.dtype = dtype
    this.length = length
  }
}

/** A tensor as the pickle describes it: a view of a storage. */
export class PickledTensor {
  readonly storage: PickledStorage
  readonly dtype: string
  /** Of its first element, in elements. */
  readonly offset: number
  readonly shape: readonly number[]
  /** In elements. */
  readonly strides: readonly number[]

  constructor(parts: {
    storage: PickledStorage
    dtype: string
    offset: number
    shape: readonly number[]
    strides: readonly number[]
  }) {
    this.storage = parts.storage
    this.dtype = parts.dtype
    this.offset = parts.offset
    this.shape = parts.shape
    this.strides = parts.strides
  }
}

/** A kind of storage, or a dtype, by its name in the pickle. */
class Kind {
  readonly dtype: string | undefined
  readonly isStorage: boolean

  constructor(dtype: string | undefined, isStorage: boolean) {
    this.dtype = dtype
    this.isStorage = isStorage
  }
}

/**
 * Reads one pickle of a PyTorch file. A pickle is a program; this one may make dictionaries, lists, numbers, texts
 * and descriptions of tensors: each name that it asks for is looked up in a short list of our own, and any other
 * is refused. Nothing of Python's or JavaScript's world can be reached or called.
 *
 * @param bytes they may go on after the pickle
 * @returns the value, with `PickledTensor`s in it, and where the pickle ended
 * @throws {UnsafeFile} for a name that is not on the list, or an operation that no state dictionary needs
 * @throws {Malformed} when it is no pickle, or ends too soon
 * @throws {LimitExceeded} for a pickle of more than two million operations
 */
export function readPickle(
  file: { readonly name: string },
  bytes: Uint8Array,
): { readonly value: unknown; readonly end: number } {
  return runPickle(file, bytes, {
    global: (module, name) => allowed(file, module, name),
    persistent: (id) => storageOf(file, id),
  })
}

function allowed(file: { readonly name: string }, module: string, name: string): unknown {
  switch (`${module}.${name}`) {
    case 'collections.OrderedDict':
      return new Callable(() => new Map())
    case 'torch._utils._rebuild_tensor':
    case 'torch._utils._rebuild_tensor_v2':
      return new Callable(([storage, offset, shape, strides]) =>
        tensorOf(file, storage, offset, shape, strides),
      )
    case 'torch._utils._rebuild_tensor_v3':
      return new Callable(([storage, offset, shape, strides, , , dtype]) =>
        tensorOf(file, storage, offset, shape, strides, dtype),
      )
    case 'torch._utils._rebuild_parameter':
      return new Callable(([tensor]) => tensor)
    case 'torch.Size':
      return new Callable(([sizes]) => sizes)
    case 'torch.storage.UntypedStorage':
      return new Kind(undefined, true)
  }
  const storage = module === 'torch' ? STORAGES.get(name) : undefined
  if (storage !== undefined) return new Kind(storage, true)
  const dtype = module === 'torch' ? DTYPES.get(name) : undefined
  if (dtype !== undefined) return new Kind(dtype, false)
  throw refused(file, `the name ${module}.${name}`)
}

/** A persistent id: `('storage', kind, key, place, length)`, in the older form with what it is a view of. */
function storageOf(file: { readonly name: string }, id: unknown): PickledStorage {
  const [word, kind, key, , length, view = null] = Array.isArray(id) ? (id as unknown[]) : []
  if (word !== 'storage') throw refused(file, `a persistent id of ${kindOf(word)}`)
  const isStorage = kind instanceof Kind && kind.isStorage
  if (isStorage && typeof key === 'string' && isSize(length) && view === null)
    return new PickledStorage(key, kind.dtype, length)
  throw malformed(
    file,
    'a storage with its kind, key and length',
    `${kindOf(key)}, ${kindOf(length)} elements, a view of ${kindOf(view)}`,
  )
}

function tensorOf(
  file: { readonly name: string },
  storage: unknown,
  offset: unknown,
  shape: unknown,
  strides: unknown,
  kind?: unknown,
): PickledTensor {
  if (storage instanceof PickledStorage && isSize(offset) && isSizes(shape) && isSizes(strides)) {
    const dtype = kind instanceof Kind ? kind.dtype : storage.dtype
    if (dtype !== undefined && shape.length === strides.length)
      return new PickledTensor({ storage, dtype, offset, shape: [...shape], strides: [...strides] })
  }
  const found = [storage, offset, shape, strides].map(kindOf).join(', ')
  throw malformed(file, 'a tensor’s storage, offset, shape and strides', found)
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

/** PyTorch has no tensors of more than 64 dimensions. */
function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length <= 64 && value.every(isSize)
}
