import { z } from 'zod'
import { type Decide, type Decider, type Evolve, reject, type Touches } from '../decider.ts'

/** The holder's stream, such as `customer-0197…`. */
const Owner = z.string().min(1).max(256)

// Stored for ever: never rename a key, only add optional fields.
const events = {
  ClaimMade: z.strictObject({ owner: Owner }),
  ClaimRenewed: z.strictObject({ owner: Owner }),
  ClaimReleased: z.strictObject({ owner: Owner }),
  ClaimExpired: z.strictObject({ owner: Owner }),
}

type Claim = { readonly status: 'free' } | { readonly status: 'held'; readonly owner: string; readonly since: Date }

const free: Claim = { status: 'free' }

const evolve: Evolve<Claim, typeof events> = {
  ClaimMade: (_, { owner }, { at }) => ({ status: 'held', owner, since: at }),
  ClaimRenewed: (_, { owner }, { at }) => ({ status: 'held', owner, since: at }),
  ClaimReleased: () => free,
  ClaimExpired: () => free,
}

const commands = {
  MakeClaim: z.strictObject({ owner: Owner }),
  /** `before`: only if it was not made or renewed since, as its owner may have come back to it. */
  ReleaseClaim: z.strictObject({ owner: Owner, before: z.iso.datetime().max(30).optional() }),
  ExpireClaim: z.strictObject({ owner: Owner, heldSince: z.iso.datetime().max(30) }),
}

const MINUTE = 60_000
/** A claim this old is renewed when its owner asks again, so that it can not expire before the owner's own event. */
const RENEWED_AFTER = 5 * MINUTE
/** A claim this old, whose owner has stored nothing that uses it, may go to somebody else. */
const EXPIRES_AFTER = 10 * MINUTE

const decide: Decide<Claim, typeof commands, typeof events> = {
  MakeClaim: (claim, { owner }, { now }) => {
    if (claim.status === 'free') return [{ type: 'ClaimMade', data: { owner } }]
    if (claim.owner !== owner) return reject('conflict', 'ClaimTaken', { owner: claim.owner })
    const age = now.getTime() - claim.since.getTime()
    return age < RENEWED_AFTER ? [] : [{ type: 'ClaimRenewed', data: { owner } }]
  },
  ReleaseClaim: (claim, { owner, before }) => {
    if (claim.status === 'free' || claim.owner !== owner) return []
    const isRenewed = before !== undefined && claim.since.getTime() > Date.parse(before)
    return isRenewed ? [] : [{ type: 'ClaimReleased', data: { owner } }]
  },
  ExpireClaim: (claim, { owner, heldSince }, { now }) => {
    if (claim.status === 'free' || claim.owner !== owner) return []
    const since = claim.since.getTime()
    const unused = since === Date.parse(heldSince) && now.getTime() - since >= EXPIRES_AFTER
    return unused ? [{ type: 'ClaimExpired', data: { owner } }] : []
  },
}

const touches: Touches<Claim, typeof commands, typeof events> = {
  ClaimMade: () => ['owner'],
  ClaimRenewed: () => ['owner'],
  ClaimReleased: () => ['owner'],
  ClaimExpired: () => ['owner'],
}

/**
 * One value that must be unique among its scope; id = `<scope>.<keyed hash>`, made by `execute` before the event that
 * needs it. The timers read model sends ExpireClaim unless the owner's event comes.
 */
export const claim: Decider<Claim, typeof commands, typeof events> = {
  category: 'claim',
  initial: free,
  events,
  evolve,
  commands,
  decide,
  touches,
}
