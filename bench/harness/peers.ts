import { PeerClient } from './peer.js'

/** A Python process for each number of threads, started when it is first asked for. */
export class Peers {
  readonly #clients = new Map<number, PeerClient>()
  readonly #folder: string
  #missing = false

  /** @param folder for files that are passed */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** The peer on so many threads; undefined, told once on stderr, where there is no Python with NumPy. */
  async get(threads: number): Promise<PeerClient | undefined> {
    const known = this.#clients.get(threads)
    if (known || this.#missing) return known
    try {
      const client = await PeerClient.start(threads, this.#folder)
      this.#clients.set(threads, client)
      return client
    } catch (error) {
      this.#missing = true
      const why = error instanceof Error ? error.message : String(error)
      process.stderr.write(
        `peer skipped (${why}): install NumPy for python3, or name a Python that has it in PYTHON\n`,
      )
      return undefined
    }
  }

  /** Ends all of them. */
  stop(): void {
    for (const client of this.#clients.values()) client.stop()
  }
}
