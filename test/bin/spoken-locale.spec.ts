import { expect, it } from 'vitest'
import { localeOfEnvironment, localeOfOption } from '../../bin/spoken-locale.ts'

it.each([
  [{}, 'en-GB'],
  [{ LANG: 'de_DE.UTF-8' }, 'de-DE'],
  [{ LANG: 'de_AT.UTF-8@euro' }, 'de-AT'],
  [{ LANG: 'de_LU' }, 'de-DE'],
  [{ LANG: 'en_US.UTF-8' }, 'en-US'],
  [{ LANG: 'fr_FR.UTF-8' }, 'en-GB'],
  [{ LANG: 'C.UTF-8' }, 'en-GB'],
  [{ LANG: 'POSIX' }, 'en-GB'],
  [{ LANG: '' }, 'en-GB'],
  [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'de_CH.UTF-8' }, 'de-CH'],
  [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'de_CH.UTF-8', LC_ALL: 'en_IE' }, 'en-IE'],
])('whoever starts a shop with %o reads %s', (environment, locale) =>
  expect(localeOfEnvironment(environment as NodeJS.ProcessEnv)).toBe(locale),
)

it('an option names a language, or a place where it is spoken', () => {
  expect(['de', 'de-AT', 'de_CH', 'EN'].map(localeOfOption)).toEqual(['de-DE', 'de-AT', 'de-CH', 'en-GB'])
  expect(() => localeOfOption('fr')).toThrow('--language: fr is not spoken here. Take one of en-GB, en-IE')
})
