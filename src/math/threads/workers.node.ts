import { availableParallelism } from 'node:os'
import { version } from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { Threads } from './threads.js'

/** Threads of Node. */
export const threads: Threads = {
  available: availableParallelism(),
  allowRelaxedSimd() {
    // Node 20 has it behind a flag; later versions do not know the flag, and have no need of it.
    if (version.startsWith('v20.')) setFlagsFromString('--experimental-wasm-relaxed-simd')
  },
  start(program, onFailure) {
    const worker = new Worker(
      `const port = require('node:worker_threads').parentPort;\n${program}`,
      // Nothing of this process's own flags (loaders, inspectors) concerns it.
      { eval: true, execArgv: [], env: {} },
    )
    worker.unref()
    let dismissed = false
    const stopped = (): void => {
      if (!dismissed) onFailure()
    }
    worker.on('error', stopped)
    worker.on('exit', stopped)
    return {
      post: (message) => {
        worker.postMessage(message)
      },
      terminate: () => {
        dismissed = true
        void worker.terminate()
      },
    }
  },
}
