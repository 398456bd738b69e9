import { type Claims, claimOf } from '../../domain/people/mapping.ts'
import { formats } from '../../domain/shared/locale.ts'
import { AskedPersonName } from '../../domain/shared/person.ts'
import { AskedTimeZone } from '../../domain/shared/time-zone.ts'
import type { Viewer } from '../../domain/viewer.ts'

const named = (value: unknown): string | undefined =>
  typeof value === 'string' ? AskedPersonName.safeParse(value).data : undefined

/** First and last name; of whom a provider says less, what is known by the address. */
const namesOf = (claims: Claims, email: string) => {
  const [local = '', domain = ''] = email.split('@')
  const [first, ...rest] = (named(claimOf(claims, 'name')) ?? '').split(' ')
  return {
    firstName: named(claimOf(claims, 'given_name')) ?? named(first) ?? named(local) ?? domain,
    lastName: named(claimOf(claims, 'family_name')) ?? named(rest.join(' ')) ?? domain,
  }
}

/** How somebody reads whom a provider tells of for the first time; what it does not say is as their browser asks. */
export const newcomerOf = (claims: Claims, email: string, browser: Pick<Viewer, 'locale' | 'timeZone'>) => {
  const told = claimOf(claims, 'locale')
  const asked = typeof told === 'string' ? told.replace('_', '-') : ''
  const fallback = formats.find(format => format === browser.locale) ?? formats[0]
  return {
    email,
    ...namesOf(claims, email),
    locale: formats.find(format => format === asked || (asked !== '' && format.startsWith(`${asked}-`))) ?? fallback,
    timeZone: AskedTimeZone.safeParse(claimOf(claims, 'zoneinfo')).data ?? browser.timeZone,
  }
}
