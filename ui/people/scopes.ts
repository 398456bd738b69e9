import { catalogue } from '../../api/catalogue.ts'
import { permissionAreas } from '../../domain/people/areas.ts'
import { everybodys, isAbout } from '../../domain/people/rights.ts'
import { ANY, type Scope } from '../../domain/people/rule.ts'
import { type Permitted, partsOf } from '../../domain/permission.ts'

const governed: readonly Permitted[] = catalogue.filter(it => !everybodys.has(it)).map(partsOf)

/** Actions that many things have, for which one rule is enough. */
const SHARED = ['read', 'personal'] as const

const shared = (area: string): readonly Scope[] => {
  const within = governed.filter(it => area === ANY || it.area === area)
  const some = SHARED.filter(action => within.filter(it => it.action === action).length > 1)
  return [ANY, ...some].map(action => ({ area, thing: ANY, action }))
}

const ofThing = (area: string, thing: string): readonly Scope[] => [
  { area, thing, action: ANY },
  ...governed.filter(it => it.thing === thing).map(({ action }) => ({ area, thing, action })),
]

/**
 * What a rule can be about, in order: everything, then each area with all of it, its things and what can be done with each.
 * It follows from the catalogue, so that a new command is there by itself.
 */
export const scopes: readonly Scope[] = [
  ...shared(ANY),
  ...permissionAreas.flatMap(area => {
    const things = [...new Set(governed.filter(it => it.area === area).map(({ thing }) => thing))]
    return things.length === 0 ? [] : [...shared(area), ...things.flatMap(thing => ofThing(area, thing))]
  }),
]

/** Whether a rule is about anything that there is. */
export const meetsAnything = (scope: Scope): boolean =>
  governed.some(parts => isAbout({ ...scope, effect: 'allow' }, parts))
