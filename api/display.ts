import { z } from 'zod'
import { AskedTimeZone, isTimeZone } from '../domain/shared/time-zone.ts'
import type { Viewer } from '../domain/viewer.ts'
import { acceptedLocale } from './accept-language.ts'
import { type Action, action } from './actions.ts'
import type { Asking } from './permission.ts'
import { languages } from './text/languages.ts'

/** The language of the words, and the place whose way of numbers and days is kept: `de-AT`. */
export const locales: readonly string[] = Object.values(languages).flatMap(({ locales }) => locales)

const Locale = z.enum(locales)

const COOKIE = 'daybook-display'
const YEAR_SECONDS = 365 * 24 * 60 * 60
const CHOICE = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]{0,20}):([\\w/+-]{0,60})(?:;|$)`)

type Display = Partial<Pick<Viewer, 'locale' | 'timeZone'>>

/** How the person of this browser chose to read here; nothing of what can not be. */
export const chosenDisplayOf = ({ headers }: Asking): Display => {
  const [, locale = '', timeZone = ''] = CHOICE.exec(headers.cookie ?? '') ?? []
  return {
    ...(Locale.safeParse(locale).success && { locale }),
    ...(isTimeZone(timeZone) && { timeZone }),
  }
}

/** The same of whoever has no account to tell it: without a choice in what the browser asks for. */
export const displayOf = (request: Asking): Display => {
  const locale = acceptedLocale(request.headers['accept-language'], languages)
  return { ...(locale !== undefined && { locale }), ...chosenDisplayOf(request) }
}

const AskedDisplay = z.strictObject({ locale: Locale.optional(), timeZone: AskedTimeZone.optional() })

const cookieOf = ({ locale, timeZone }: z.infer<typeof AskedDisplay>): string => {
  const isDefault = locale === undefined && timeZone === undefined
  const choice = `${locale ?? ''}:${timeZone ?? ''}`
  return `${COOKIE}=${choice}; Path=/; Max-Age=${isDefault ? 0 : YEAR_SECONDS}; HttpOnly; SameSite=Lax`
}

/** What a person chooses for this browser alone. What is left out is as their account has it. */
export const displayActions: readonly Action[] = [
  action({
    name: 'SetDisplay',
    path: '/display',
    may: 'dashboard:read',
    schema: AskedDisplay,
    form: '/settings',
    then: () => '/settings',
    run: async ({ data }) => ({ body: data, cookie: cookieOf(data) }),
  }),
]
