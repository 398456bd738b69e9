import { describe, expect, it } from 'vitest'
import { catalogue } from '../../api/catalogue.ts'
import { actions, aggregates, bulks, commands, lists, things } from '../../api/index.ts'
import { permissionAreas } from '../../domain/people/areas.ts'
import { type Permission, partsOf } from '../../domain/permission.ts'
import { pages } from '../../ui/index.ts'
import { navigation } from '../../ui/navigation.ts'
import { pickKinds } from '../../ui/pick/kinds.ts'
import { scopeName } from '../../ui/right-name.ts'
import { wordsFor } from '../../ui/words.ts'

const routes: readonly { readonly may: Permission | 'command' }[] = [
  ...commands,
  ...lists,
  ...things,
  ...pages,
  ...actions,
  ...bulks.flatMap(({ bulk }) => bulk.offers),
  ...navigation,
  ...Object.values(pickKinds),
]
const asked = new Set(routes.flatMap(({ may }) => (may === 'command' ? [] : [may])))

describe('the permissions that there are', () => {
  it('are all that routes, pages and what leads there ask for, and those that show what is personal', () => {
    const personal = catalogue.filter(permission => permission.endsWith(':personal'))
    expect([...catalogue].sort()).toEqual([...new Set([...asked, ...personal])].sort())
  })

  it('are of a thing in an area, and each there once', () => {
    for (const permission of catalogue) {
      const { area, thing, action } = partsOf(permission)
      expect(permissionAreas, permission).toContain(area)
      expect(`${thing}:${action}`).toBe(permission)
      expect(action, permission).toMatch(/^[A-Za-z]+$/)
    }
    expect(new Set(catalogue).size).toBe(catalogue.length)
  })

  it.each(['en-GB', 'de-DE'])('have names by which those of a thing are told apart, in %s', locale => {
    const words = wordsFor({ locale, timeZone: 'UTC' }, new Date())
    const names = catalogue.map(permission => scopeName(words, partsOf(permission)))
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
    expect(names.filter(name => /Save|Speichern/.test(name))).toEqual([])
  })

  it('are to read each thing, and to send each of its commands that can be sent from outside', () => {
    for (const { decider, may, commands: own } of Object.values(aggregates)) {
      if (decider.category !== 'categoryTree') expect(may).toBe(`${decider.category}:read`)
      for (const [command, route] of Object.entries(own)) expect(route.may).toBe(`${decider.category}:${command}`)
    }
    expect(catalogue).not.toContain('order:BookReturn')
  })
})
