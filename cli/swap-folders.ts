import { rename } from 'node:fs/promises'
import { type Draft, removeDraft } from './drafts.js'
import { requireReplaceable } from './folder-mark.js'

/**
 * Puts a draft's folder where the target is. What was there is looked at once more when nobody can reach it by its name
 * any longer; it comes back if it turns out to hold anything of others, or if the new folder cannot take its place.
 *
 * @throws {Io} when what is there must not be replaced
 */
export async function swapIn(draft: Draft, target: string): Promise<void> {
  const existed = await rename(target, draft.previous).then(
    () => true,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
      throw error
    },
  )
  try {
    if (existed) await requireReplaceable(draft.previous, target)
    await rename(draft.next, target)
  } catch (error) {
    if (existed) await rename(draft.previous, target)
    throw error
  }
  await removeDraft(draft)
}
