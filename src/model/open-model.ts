import { localFiles } from '#local-files'
import { InvalidArgument, NotFound, Unsupported } from '../errors.js'
import { openFolder } from './folder.js'
import type { Model } from './model.js'

/** The source of the model that ships with the package. */
export const EMBEDDED_MODEL = 'embedded:all-MiniLM-L6-v2'

/**
 * Opens a model's tokenizer and token embedding. The table itself is not read here.
 *
 * @param source a folder in Hugging Face's layout; by default the embedded model,
 *   sentence-transformers/all-MiniLM-L6-v2 with its 30,522 × 384 token embedding in F16
 * @throws {NotFound} when there is no such folder, or no tokenizer or embedding in it
 * @throws {Malformed} when a file of it is damaged
 * @throws {Unsupported} for a kind of source, or a dtype, that cannot be read
 */
export async function openModel(source: string = EMBEDDED_MODEL): Promise<Model> {
  if (source === EMBEDDED_MODEL) return openFolder(localFiles.embeddedModelFolder(), source)
  const kind = source === '' ? 'missing' : await localFiles.kindOf(source)
  if (kind === 'folder') return openFolder(localFiles.absolute(source), localFiles.absolute(source))
  const next = `Give the path of a folder with model.safetensors and tokenizer.json, or no model for the embedded one.`
  if (kind === 'file')
    throw new Unsupported({ where: source, expected: 'a model’s folder', found: 'a file', next })
  if (source.startsWith('embedded:'))
    throw new InvalidArgument({
      where: 'model',
      expected: EMBEDDED_MODEL,
      found: source,
      next: 'Only that one is embedded.',
    })
  throw new NotFound({
    where: 'model',
    expected: 'a folder on this machine (models are not fetched by name in this version)',
    found: `nothing at ${localFiles.absolute(source)}`,
    next,
  })
}
