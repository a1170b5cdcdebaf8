import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { HubOptions } from './hub-settings.js'

/** Variables by name, as `process.env` has them. */
export type Variables = Readonly<Record<string, string | undefined>>

/**
 * What the environment says about the Hub, as Python's `huggingface_hub` reads it: HF_ENDPOINT; HF_TOKEN, else the file
 * HF_TOKEN_PATH (unless HF_HUB_DISABLE_IMPLICIT_TOKEN); HF_HUB_CACHE, else HF_HOME/hub, HF_HOME being
 * XDG_CACHE_HOME/huggingface or ~/.cache/huggingface; HF_HUB_OFFLINE; HF_HUB_DOWNLOAD_TIMEOUT in seconds. The older
 * HUGGING_FACE_HUB_TOKEN, HUGGINGFACE_HUB_CACHE and TRANSFORMERS_OFFLINE count where the newer are not set.
 */
export function readEnvironment(variables: Variables): HubOptions {
  const path = (value: string): string => expand(value, variables)
  const cacheHome = variables.XDG_CACHE_HOME ?? join(home(variables), '.cache')
  const hfHome = path(variables.HF_HOME ?? join(cacheHome, 'huggingface'))
  const cache = path(
    variables.HF_HUB_CACHE ?? variables.HUGGINGFACE_HUB_CACHE ?? join(hfHome, 'hub'),
  )
  const seconds = Number(variables.HF_HUB_DOWNLOAD_TIMEOUT)
  const token =
    clean(variables.HF_TOKEN) ??
    clean(variables.HUGGING_FACE_HUB_TOKEN) ??
    (isTrue(variables.HF_HUB_DISABLE_IMPLICIT_TOKEN)
      ? undefined
      : storedToken(path(variables.HF_TOKEN_PATH ?? join(hfHome, 'token'))))
  return {
    ...(variables.HF_ENDPOINT ? { endpoint: variables.HF_ENDPOINT } : {}),
    ...(token === undefined ? {} : { token }),
    cache,
    offline: isTrue(variables.HF_HUB_OFFLINE) || isTrue(variables.TRANSFORMERS_OFFLINE),
    ...(seconds > 0 ? { patience: 1000 * seconds } : {}),
  }
}

function isTrue(value: string | undefined): boolean {
  return /^(?:1|on|yes|true)$/i.test(value ?? '')
}

/** Copied tokens bring line ends along. */
function clean(token: string | undefined): string | undefined {
  const text = token?.replace(/[\r\n]/g, '').trim()
  return text === '' ? undefined : text
}

function storedToken(path: string): string | undefined {
  try {
    return clean(readFileSync(path, 'utf8'))
  } catch {
    // Not logged in, or a file of someone else: Python's client goes on without a token, too.
    return undefined
  }
}

function home(variables: Variables): string {
  return variables.HOME ?? variables.USERPROFILE ?? homedir()
}

/** `~` and `$NAME` at work in a path. */
function expand(path: string, variables: Variables): string {
  const whole = path.replace(/^~(?=\/|\\|$)/, () => home(variables))
  return whole.replace(/\$(?:(\w+)|\{(\w+)\})/g, (text, bare?: string, braced?: string) => {
    const value = variables[bare ?? braced ?? '']
    return value ?? text
  })
}
