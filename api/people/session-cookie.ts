import { LONGEST_MS } from '../../people/account.ts'
import type { Asking } from '../permission.ts'
import { cookieOf, setCookie } from './cookie.ts'

/** What proves a session. */
const nameOf = (isSecure: boolean): string => (isSecure ? '__Host-daybook' : 'daybook-session')

const KEY = /^[\w-]{43}$/

/** The key that a browser has. */
export const sessionKeyOf = (request: Asking, isSecure: boolean): string | undefined =>
  cookieOf(request, nameOf(isSecure), KEY)

export const sessionCookie = (key: string, isSecure: boolean): string =>
  setCookie(nameOf(isSecure), key, LONGEST_MS / 1000, isSecure)

/** The cookie that forgets it. */
export const noSession = (isSecure: boolean): string => setCookie(nameOf(isSecure), '', 0, isSecure)
