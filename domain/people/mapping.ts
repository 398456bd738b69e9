import { z } from 'zod'
import { AskedEmail, emailKey } from '../shared/email.ts'

/** What a provider says of somebody. */
export type Claims = Readonly<Record<string, unknown>>

/** Whoever has this in a claim is in that group. As events have it. */
export const MappingRule = z.strictObject({
  claim: z.string(),
  how: z.enum(['equals', 'contains']),
  value: z.string(),
  group: z.string(),
})
export type MappingRule = z.infer<typeof MappingRule>

const hasOwn = (value: unknown, name: string): value is Claims =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)

/** The claim of a name, or within others by a path: `realm_access.roles`. Names of claims may have dots themselves. */
export const claimOf = (claims: Claims, name: string): unknown => {
  if (hasOwn(claims, name)) return claims[name]
  return name.split('.').reduce<unknown>((value, step) => (hasOwn(value, step) ? value[step] : undefined), claims)
}

/** Providers say of one claim alone that it is verified, whichever the address is taken from. */
const isVerified = ({ email, email_verified }: Claims, found: string): boolean =>
  email_verified === true && typeof email === 'string' && emailKey(email) === emailKey(found)

type ByEmail = { readonly emailClaim: string; readonly needsVerifiedEmail: boolean }

/** By which e-mail address somebody is known, or why by none. */
export const emailIn = (
  claims: Claims,
  { emailClaim, needsVerifiedEmail }: ByEmail,
): { readonly kind: 'found' | 'unverified'; readonly email: string } | { readonly kind: 'missing' } => {
  const { data: email } = AskedEmail.safeParse(claimOf(claims, emailClaim))
  if (email === undefined) return { kind: 'missing' }
  return { kind: needsVerifiedEmail && !isVerified(claims, email) ? 'unverified' : 'found', email }
}

const asText = (value: unknown): string | undefined =>
  ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined

/** What a claim lists; a text lists its words, as scopes do. */
const listed = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : (asText(value)?.split(' ') ?? [])

/** Whether a rule holds for somebody of whom this is claimed. */
export const holds = ({ claim, how, value }: MappingRule, claims: Claims): boolean => {
  const found = claimOf(claims, claim)
  return how === 'equals' ? asText(found) === value : listed(found).some(one => asText(one) === value)
}

export type Mapped = {
  readonly groups: readonly string[]
  /** The rules that hold. */
  readonly because: readonly MappingRule[]
  /** No rule and nothing from before gave a group, so it is the one for that. */
  readonly isDefault: boolean
}

/**
 * The groups of somebody: of those that a rule is about, they are in the ones whose rules hold; of the others, in those that
 * they were in before. Who would be in none is in the default one, if there is one.
 */
export const groupsFor = (
  claims: Claims,
  rules: readonly MappingRule[],
  fallback: string | null,
  had: readonly string[] = [],
): Mapped => {
  const because = rules.filter(rule => holds(rule, claims))
  const governed = new Set(rules.map(({ group }) => group))
  const found = new Set([...had.filter(group => !governed.has(group)), ...because.map(({ group }) => group)])
  const isDefault = found.size === 0 && fallback !== null
  return { groups: isDefault ? [fallback] : [...found].toSorted(), because, isDefault }
}
