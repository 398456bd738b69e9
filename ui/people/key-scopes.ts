import { catalogue } from '../../api/catalogue.ts'
import { meetsRights } from '../../domain/people/key-scope.ts'
import { ANY, type Scope } from '../../domain/people/rule.ts'
import { type Permission, partsOf } from '../../domain/permission.ts'
import { partName } from '../right-name.ts'
import type { Words } from '../words.ts'

const EVERYTHING = `${ANY}:${ANY}`
const SEEING = `${ANY}:read`

const scopeOf = (scope: string): Scope => {
  const [thing = '', action = ''] = scope.split(':')
  return { area: ANY, thing, action }
}

/** What a key can be for, in a few words. */
export const keyScopeName = (words: Words, scope: string): string => {
  if (scope === EVERYTHING) return words.text('apiKey.everything')
  const parts = scopeOf(scope)
  const [thing, action] = [partName(words, 'thing', parts), partName(words, 'action', parts)]
  return words.text('apiKey.scope', { thing, action })
}

/** What somebody can make a key for: all that they may, all seeing, then each thing with all of it and what of it they may. */
export const offeredScopes = (may: ReadonlySet<Permission>): readonly string[] => {
  const own = catalogue.filter(permission => may.has(permission) && meetsRights(new Set([permission]), EVERYTHING))
  const things = [...new Set(own.map(permission => partsOf(permission).thing))]
  const shared = [EVERYTHING, SEEING].filter(scope => meetsRights(may, scope))
  const ofThing = (thing: string) => [
    `${thing}:${ANY}`,
    ...own.filter(permission => partsOf(permission).thing === thing),
  ]
  return [...shared, ...things.flatMap(ofThing)]
}
