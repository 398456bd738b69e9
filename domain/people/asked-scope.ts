import { z } from 'zod'
import { areaOfThing } from './areas.ts'
import { ANY } from './rule.ts'

const SCOPE = /^(?:\*|[A-Za-z]+):(?:\*|[A-Za-z]+)$/

const isOfThing = (scope: string): boolean => {
  const [thing = ''] = scope.split(':')
  return thing === ANY || Object.hasOwn(areaOfThing, thing)
}

/** What a key is for: a permission, or all of a thing, or an action of everything: `order:read`, `order:*`, `*:read`. */
export const AskedScope = z.string().max(120).regex(SCOPE, 'scope').refine(isOfThing, 'scope')
