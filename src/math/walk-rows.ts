import type { EngineOptions } from './kernels/engine.js'
import { withEngine } from './kernels/pool.js'
import type { RowBlock, RowTable } from './matrix.js'
import { rowsInArena } from './table-rows.js'

/**
 * Calls `visit` with all rows of a table in order, block after block, decoded in memory of the kernels: whatever the size of the
 * table, nothing is left behind for the garbage collector.
 *
 * @param visit a block is valid until it returns; it may compute, on other memory of the kernels
 */
export async function walkRows(
  table: RowTable,
  options: EngineOptions,
  visit: (block: RowBlock) => void | Promise<void>,
): Promise<void> {
  const [count, d] = table.shape
  await withEngine(options, 2 * count * d, async (engine) => {
    const { arena } = engine
    for await (const { at, single, start, count: rows } of rowsInArena(
      engine,
      table,
      options.signal,
    )) {
      const data = single ? arena.f32(at, rows * d) : arena.f64(at, rows * d)
      await visit({ start, rows: { rows, cols: d, data } })
    }
  })
}
