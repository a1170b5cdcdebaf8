import { AccessDenied, Io, NotFound, type TokenprismError } from '../../errors.js'
import type { HubId } from './hub-id.js'

/**
 * What a Hub means by a refusal: by its `X-Error-Code` where it sends one, else by the status, of which 401 stands for a
 * model that is not there, too.
 *
 * @param about `repo` and `revision`, on which Hub, and the file if one was asked for
 */
export function hubError(
  about: HubId & { readonly endpoint: string; readonly file?: string },
  hasToken: boolean,
): (response: Response) => TokenprismError {
  const { repo, revision, endpoint, file } = about
  const makeToken = `make one at ${endpoint}/settings/tokens`
  return (response) => {
    const code = response.headers.get('x-error-code') ?? ''
    const told = response.headers.get('x-error-message')?.slice(0, 200)
    const found = told ? `status ${response.status}: ${told}` : `status ${response.status}`
    const withToken = hasToken ? 'with the token that was sent' : 'without a token'
    if (code === 'GatedRepo')
      return new AccessDenied({
        where: repo,
        expected: 'a model that may be read',
        found: `${found} (its terms have to be agreed to)`,
        next: `Agree to its terms at ${endpoint}/${repo}, and set HF_TOKEN to a token of that account: ${makeToken}.`,
      })
    if (code === 'RevisionNotFound')
      return new NotFound({
        where: repo,
        expected: `a branch, tag or commit ${revision}`,
        found: 'none of that name',
        next: 'Check the part after @, or leave it out for the newest.',
      })
    if (code === 'EntryNotFound')
      return new NotFound({
        where: `${repo}@${revision}`,
        expected: `a file ${file ?? ''}`,
        found: 'none',
        next: 'Check the name.',
      })
    const badToken = /invalid (?:credentials|.*token)/i.test(told ?? '')
    if (code === 'RepoNotFound' || response.status === 404)
      return new NotFound({
        where: repo,
        expected: 'a model of that name on the Hub',
        found: `none that can be seen ${withToken}`,
        next: `Check the spelling; for a private or gated model, set HF_TOKEN to a token that may read it: ${makeToken}.`,
      })
    if (response.status === 401 && hasToken && badToken)
      return new AccessDenied({
        where: repo,
        expected: 'a token that the Hub knows',
        found,
        next: `Set HF_TOKEN to a valid token (${makeToken}), or unset it for public models.`,
      })
    if (response.status === 401 || response.status === 403)
      return new AccessDenied({
        where: repo,
        expected: 'a model that exists and may be read',
        found: `${found}, ${withToken}`,
        next: `Check the spelling; for a private or gated model, set HF_TOKEN to a token that may read it: ${makeToken}.`,
      })
    return new Io({
      where: repo,
      expected: 'an answer of the Hub',
      found,
      next: 'Try again later, or check HF_ENDPOINT.',
    })
  }
}
