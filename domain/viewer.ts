/** What somebody may do. Every command route and page names one of these. */
export const permissions = [
  'dashboard:read',
  'orders:read',
  'orders:write',
  'catalog:read',
  'catalog:write',
  'stock:read',
  'stock:write',
  'customers:read',
  'customers:write',
  'customers:erase',
  'audit:read',
  'audit:personal',
  'operations:read',
  'operations:write',
] as const
export type Permission = (typeof permissions)[number]

/** Who looks at something: what they may see, and the language and time zone they see it in. */
export type Viewer = {
  readonly id: string
  readonly name: string
  /** BCP 47, e.g. `en-GB`. */
  readonly locale: string
  /** IANA name, e.g. `Europe/London`. */
  readonly timeZone: string
  readonly may: ReadonlySet<Permission>
}
