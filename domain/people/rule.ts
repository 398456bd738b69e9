import { z } from 'zod'
import { AskedStore } from '../shared/store-key.ts'
import { areaOfThing, permissionAreas } from './areas.ts'

/** Stands for every area, thing or action. */
export const ANY = '*'

/** What a rule is about. A role has one rule for it at most. */
export const Scope = {
  area: z.string().min(1).max(60),
  thing: z.string().min(1).max(60),
  action: z.string().min(1).max(60),
}
export type Scope = z.infer<z.ZodObject<typeof Scope>>

export const Effect = z.enum(['allow', 'deny'])

/** As events have it: what it names may have gone since. */
export const Rule = z.strictObject({
  ...Scope,
  effect: Effect,
  /** It holds for these stores alone; for every one without them. */
  stores: z.array(z.string()).optional(),
})
export type Rule = z.infer<typeof Rule>

const things = Object.keys(areaOfThing)

const isInArea = ({ area, thing }: Pick<Scope, 'area' | 'thing'>): boolean =>
  area === ANY || thing === ANY || Reflect.get(areaOfThing, thing) === area

/** What is asked of one rule: null takes it away. */
export const AskedRule = z
  .strictObject({
    area: z.enum([ANY, ...permissionAreas]),
    thing: z.enum([ANY, ...things]),
    action: z
      .string()
      .max(60)
      .regex(/^(?:\*|[A-Za-z]+)$/, 'action'),
    effect: Effect.nullable(),
    stores: z.array(AskedStore).min(1).max(50).optional().describe('Left out it holds for every store.'),
  })
  .refine(isInArea, { error: 'area', path: ['thing'] })
export type AskedRule = z.infer<typeof AskedRule>

/** What tells rules of a role apart. */
export const scopeKey = ({ area, thing, action }: Scope): string => `${area}/${thing}/${action}`
