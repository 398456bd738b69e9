import { LONGEST_MS } from '../../people/account.ts'
import type { Asking } from '../permission.ts'

/** What proves a session, in a cookie that no script reads, no other site sends along with a form, and no other host sets. */
const nameOf = (isSecure: boolean): string => (isSecure ? '__Host-daybook' : 'daybook-session')

const KEY = /^[\w-]{43}$/

/** The key that a browser has; undefined for what can be none, or comes twice. */
export const sessionKeyOf = ({ headers }: Asking, isSecure: boolean): string | undefined => {
  const found = (headers.cookie ?? '').split(';').flatMap(part => {
    const [name = '', value = ''] = part.trim().split('=')
    return name === nameOf(isSecure) ? [value] : []
  })
  const [key = '', another] = found
  return another === undefined && KEY.test(key) ? key : undefined
}

const cookie = (value: string, seconds: number, isSecure: boolean): string =>
  `${nameOf(isSecure)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`

export const sessionCookie = (key: string, isSecure: boolean): string => cookie(key, LONGEST_MS / 1000, isSecure)

/** The cookie that forgets it. */
export const noSession = (isSecure: boolean): string => cookie('', 0, isSecure)
