import { z } from 'zod'
import { LONGEST_ANSWER } from '../../people/passkey.ts'
import { readUser } from '../../projections/people/user.ts'
import { type Acted, type Action, type Asked, action } from '../actions.ts'
import { problem } from '../problem.ts'
import { factorsOf, hasFactor } from './factors.ts'
import { SECOND_FACTOR } from './next.ts'
import { noteOf } from './user-commands.ts'

const own = { may: 'dashboard:read', isSensitive: true, form: SECOND_FACTOR, then: () => SECOND_FACTOR } as const

/** Below `/api`: what an authenticator is asked that is to make one. */
export const OFFER = `${SECOND_FACTOR}/passkeys/offer`
export const ADD = `${SECOND_FACTOR}/passkeys`
export const REMOVE = `${SECOND_FACTOR}/passkeys/removal`

const offer = async ({ deps, viewer }: Asked<object>): Promise<Acted> => {
  const user = await readUser(viewer, deps.readSide.queries(), viewer.id)
  const { id, name } = viewer
  return { body: await deps.people.passkeys.offer({ id, name, email: user?.email ?? name }, deps.clock()) }
}

const Added = z.strictObject({ name: z.string().trim().min(1).max(80), passkey: z.string().max(LONGEST_ANSWER) })

const add = async ({ deps, viewer, text, data }: Asked<z.infer<typeof Added>>): Promise<Acted> => {
  const { people, clock } = deps
  const { name, passkey: answer } = data
  if (!(await people.passkeys.add({ user: viewer.id, name, answer }, clock())))
    return { problem: problem(text, 422, 'PasskeyNotAdded', text('passkey.notAdded')) }
  await people.sessions.endAll(viewer.id, viewer.session)
  await noteOf(deps, viewer.id, 'RecordPasskey')
  return { body: {} }
}

const Removed = z.strictObject({ passkey: z.string().min(1).max(2_000) })

const remove = async ({ deps, viewer, text, data }: Asked<z.infer<typeof Removed>>): Promise<Acted> => {
  const { people } = deps
  if (!(await people.passkeys.remove(viewer.id, data.passkey)))
    return { problem: problem(text, 404, 'PasskeyUnknown', text('passkey.unknown')) }
  const isLast = !hasFactor(await factorsOf(people, viewer.id))
  await noteOf(deps, viewer.id, 'RecordPasskeyRemoved', { isLast })
  return { body: {} }
}

/** What people do with their own passkeys. */
export const passkeyActions: readonly Action[] = [
  action({ name: 'OfferPasskey', path: OFFER, schema: z.strictObject({}), ...own, run: offer }),
  action({ name: 'AddPasskey', path: ADD, schema: Added, ...own, run: add }),
  action({ name: 'RemovePasskey', path: REMOVE, schema: Removed, ...own, run: remove }),
]
