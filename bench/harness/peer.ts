import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { RealArray } from '../../src/index.js'

/** Numbers that both sides work on. */
export interface PeerArray {
  readonly shape: readonly number[]
  /** Or the path of a file with raw bfloat16 that starts at `offset`. */
  readonly data: RealArray | Uint32Array | { readonly bf16: string; readonly offset: number }
}

/** What the peer is. */
export interface PeerInfo {
  readonly python: string
  readonly numpy: string
  /** The OpenBLAS kernel in use, `SkylakeX` for example, as far as it can be told. */
  readonly blas: string
}

/** A Python process that lives through all runs, so that neither its start nor the passing of inputs is timed. */
export class PeerClient {
  readonly info: PeerInfo
  readonly #child: ChildProcessWithoutNullStreams
  readonly #ask: (request: object) => Promise<Record<string, unknown>>
  readonly #folder: string

  private constructor(
    child: ChildProcessWithoutNullStreams,
    ask: PeerClient['ask'],
    folder: string,
    info: PeerInfo,
  ) {
    this.#child = child
    this.#ask = ask
    this.#folder = folder
    this.info = info
  }

  /**
   * Starts Python, `python3` or what `PYTHON` names.
   *
   * @param folder for files that are passed
   * @throws {Error} when there is no such Python, or it lacks NumPy
   */
  static async start(threads: number, folder: string): Promise<PeerClient> {
    const program = join(import.meta.dirname, '../peers/numpy_peer.py')
    const child = spawn(process.env.PYTHON ?? 'python3', [program], {
      env: peerEnvironment(threads),
    })
    const ask = conversation(child)
    const info = (await ask({ do: 'info' })) as unknown as PeerInfo
    return new PeerClient(child, ask, folder, info)
  }

  /** Sends a request and gives the answer. */
  ask(request: object): Promise<Record<string, unknown>> {
    return this.#ask(request)
  }

  /** Hands inputs over; what it had before is forgotten. */
  async load(inputs: Readonly<Record<string, PeerArray>>): Promise<void> {
    await this.#ask({ do: 'forget' })
    for (const [name, { shape, data }] of Object.entries(inputs)) {
      if ('bf16' in data) {
        await this.#ask({ do: 'map', name, path: data.bf16, offset: data.offset, shape })
        continue
      }
      const path = join(this.#folder, 'input')
      writeFileSync(path, new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
      const dtype =
        data instanceof Float64Array ? '<f8' : data instanceof Float32Array ? '<f4' : '<u4'
      await this.#ask({ do: 'load', name, path, dtype, shape })
      rmSync(path)
    }
  }

  /** Calls a function once; gives the milliseconds that it took. */
  async time(call: string, inputs: readonly string[]): Promise<number> {
    return (await this.#ask({ do: 'call', name: call, inputs })).ms as number
  }

  /** What the last call gave, as one run of float64. */
  async result(): Promise<Float64Array> {
    const path = join(this.#folder, 'result')
    await this.#ask({ do: 'save', path })
    const bytes = readFileSync(path)
    rmSync(path)
    return new Float64Array(new Uint8Array(bytes).buffer)
  }

  /** Ends the process. */
  stop(): void {
    this.#child.kill()
  }
}

/** A peer is to be as fast as it can be: settings that hold OpenBLAS back are left out. */
function peerEnvironment(threads: number): NodeJS.ProcessEnv {
  const env = { ...process.env, OPENBLAS_NUM_THREADS: String(threads) }
  for (const name of ['OPENBLAS_CORETYPE', 'OPENBLAS_L2_SIZE', 'OMP_NUM_THREADS'])
    Reflect.deleteProperty(env, name)
  return env
}

/** One line of JSON there, one line of JSON back. */
function conversation(child: ChildProcessWithoutNullStreams): PeerClient['ask'] {
  let said = ''
  let waiting: { resolve(line: string): void; reject(error: Error): void } | undefined
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)))
  createInterface(child.stdout).on('line', (line) => waiting?.resolve(line))
  const end = (error?: Error): void => {
    waiting?.reject(error ?? new Error(said.trim().split('\n').at(-1) ?? 'Python ended'))
  }
  child.on('error', end)
  child.on('close', () => {
    end()
  })
  child.stdin.on('error', () => undefined)
  return async (request) => {
    const line = await new Promise<string>((resolve, reject) => {
      waiting = { resolve, reject }
      child.stdin.write(`${JSON.stringify(request)}\n`)
    })
    const answer = JSON.parse(line) as Record<string, unknown>
    if (typeof answer.error === 'string') throw new Error(`peer: ${answer.error}`)
    return answer
  }
}
