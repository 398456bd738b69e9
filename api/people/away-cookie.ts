import { LONGEST_MS } from '../../people/account.ts'
import { AWAY_MS } from '../../people/single-sign-on.ts'
import type { Asking } from '../permission.ts'
import { cookieOf, keptAs, setCookie } from './cookie.ts'

const KEY = /^[\w-]{43}$/
const UUID = /^[0-9a-f-]{36}$/

/** What ties a browser that is away at a provider to what it began. */
const AWAY = 'daybook-away'
/** Which provider the session was begun with, so that it is ended there, too. */
const PROVIDER = 'daybook-provider'

export const awayKeyOf = (request: Asking, isSecure: boolean): string | undefined =>
  cookieOf(request, keptAs(AWAY, isSecure), KEY)
export const awayCookie = (key: string, isSecure: boolean): string =>
  setCookie(keptAs(AWAY, isSecure), key, AWAY_MS / 1000, isSecure)
export const noLongerAway = (isSecure: boolean): string => setCookie(keptAs(AWAY, isSecure), '', 0, isSecure)

export const providerOf = (request: Asking, isSecure: boolean): string | undefined =>
  cookieOf(request, keptAs(PROVIDER, isSecure), UUID)
/** @param provider undefined: none any more */
export const providerCookie = (provider: string | undefined, isSecure: boolean): string =>
  setCookie(keptAs(PROVIDER, isSecure), provider ?? '', provider === undefined ? 0 : LONGEST_MS / 1000, isSecure)
