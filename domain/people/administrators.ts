import { z } from 'zod'
import { type Decide, type Decider, type Evolve, type Fact, type FactRef, reject, type Touches } from '../decider.ts'
import { Uuid } from '../shared/id.ts'
import { isAdministrator, unknownUser, userEvolve } from './user-state.ts'

/** There is one of it. */
export const ADMINISTRATORS = 'root'

const Seat = { user: z.string(), revision: z.int() }

// Stored for ever: never rename a key, only add optional fields.
const events = {
  AdministratorCounted: z.strictObject(Seat),
  AdministratorLeft: z.strictObject(Seat),
}

/** Of whom it has heard, at which revision of their stream, and whether they count. */
type Heard = { readonly counts: boolean; readonly revision: number }
type Administrators = Readonly<Record<string, Heard>>

const evolve: Evolve<Administrators, typeof events> = {
  AdministratorCounted: (all, { user, revision }) => ({ ...all, [user]: { counts: true, revision } }),
  AdministratorLeft: (all, { user, revision }) => ({ ...all, [user]: { counts: false, revision } }),
}

const AskedSeat = z.strictObject({ user: Uuid, revision: z.int().min(0).max(1_000_000_000) })

const commands = {
  /** Somebody may have become one by the event at that revision. */
  CountAdministrator: AskedSeat,
  /** Asked before somebody stops being one, by an event behind that revision. */
  LeaveAdministrators: AskedSeat,
}

const administrator: Fact<boolean> = {
  category: 'user',
  initial: unknownUser,
  evolve: userEvolve,
  view: isAdministrator,
}

const others = (all: Administrators, user: string): number =>
  Object.entries(all).filter(([other, { counts }]) => counts && other !== user).length

const decide: Decide<Administrators, typeof commands, typeof events> = {
  CountAdministrator: (all, { user, revision }, { facts }) => {
    // Who has left since is not counted for what they were before.
    const isKnown = (all[user]?.revision ?? -1) >= revision
    if (isKnown || all[user]?.counts === true || !facts.of(administrator, user)) return []
    return [{ type: 'AdministratorCounted', data: { user, revision } }]
  },
  LeaveAdministrators: (all, { user, revision }) => {
    if (others(all, user) === 0) return reject('conflict', 'LastAdministrator')
    const left = all[user]
    const isTold = left !== undefined && !left.counts && left.revision >= revision
    return isTold ? [] : [{ type: 'AdministratorLeft', data: { user, revision } }]
  },
}

const touches: Touches<Administrators, typeof commands, typeof events> = {
  AdministratorCounted: () => ['user'],
  AdministratorLeft: () => ['user'],
}

const whether = ({ user }: { readonly user: string }): readonly FactRef[] => [{ fact: administrator, id: user }]

/**
 * Guards that there is an administrator, whatever several people do at once: one stream that is asked before anybody stops
 * being one. It counts nobody who is none. Leaving is written down before the user's own event, being one after it, by a
 * process; each names the revision of the user's stream, so that what comes late changes nothing. Who has left here and not
 * there, as a server broke down between the two, is counted again by a timer.
 */
export const administrators: Decider<Administrators, typeof commands, typeof events> = {
  category: 'administrators',
  initial: {},
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: { CountAdministrator: whether },
}
