import { UnsafeFile } from '../errors.js'

/**
 * The path of a file that the content of another names. That content is a stranger's text: what it names has to lie in the
 * other's folder, or below it.
 *
 * @param where the file that names it, for messages
 * @param from its path within the model
 * @param named what it names, relative to its own folder
 * @param what is named, for messages
 * @returns the path within the model
 * @throws {UnsafeFile} for a place elsewhere: above, at the root, on another drive or host
 */
export function neighbour(where: string, from: string, named: string, what: string): string {
  const steps = named.split('/').filter((step) => step !== '' && step !== '.')
  const climbs = /^\/|^[a-z]:|\\|\0/i.test(named) || steps.includes('..')
  if (climbs || steps.length === 0) throw leadsOut(where, named, what)
  return from.slice(0, from.lastIndexOf('/') + 1) + steps.join('/')
}

/** The error for what lies elsewhere. */
export function leadsOut(where: string, found: string, what: string): UnsafeFile {
  return new UnsafeFile({
    where,
    expected: `${what} in the folder of the file that names it`,
    found: found.slice(0, 200),
    next: 'A place elsewhere serves to read what is no part of the model. If it is your own, put the file beside the other, and name it by a relative path.',
  })
}
