import type { Failure } from '../../people/single-sign-on.ts'

/** Why somebody does not come in whom the provider knows. */
export type NotAdmitted = 'noEmail' | 'unverified' | 'unknown' | 'blocked' | 'noGroup' | 'refused'

/** Why somebody is not let in, and how that is answered. */
export const statuses = {
  unreachable: 503,
  denied: 403,
  stale: 400,
  invalid: 400,
  noEmail: 403,
  unverified: 403,
  unknown: 403,
  blocked: 403,
  noGroup: 403,
  refused: 409,
} as const satisfies Record<Failure | NotAdmitted, number>
export type WithProvider = keyof typeof statuses
