import { z } from 'zod'
import { readUser } from '../../projections/people/user.ts'
import { type Acted, type Action, type Asked, action } from '../actions.ts'
import { recordDeed } from '../deeds.ts'
import { problem } from '../problem.ts'
import { NewPassword } from './password-rule.ts'
import { sendLink } from './send-link.ts'
import { tryPassword } from './try-password.ts'
import { noteOf } from './user-commands.ts'

// Whoever is signed in may look after their own account.
const may = 'dashboard:read'
export const ACCOUNT = '/account'
const own = { may, form: ACCOUNT, then: () => ACCOUNT } as const

const Change = z
  .strictObject({ current: z.string().max(512).optional(), password: NewPassword, again: z.string().max(512) })
  .refine(({ password, again }) => password === again, { message: 'passwordsDiffer', path: ['again'] })

const wrongPassword = ({ text }: Asked<unknown>): Acted => {
  const message = text('account.wrongPassword')
  return { problem: problem(text, 422, 'WrongPassword', message, [{ field: 'current', message }]) }
}

/** Whether somebody may set another password: they have none yet, or know it. */
const mayChange = async ({ deps, viewer }: Asked<unknown>, current: string | undefined): Promise<boolean> =>
  !(await deps.people.passwords.has(viewer.id)) || (await tryPassword(deps, viewer.id, current ?? '')).isRight

const changePassword = async (asked: Asked<z.infer<typeof Change>>): Promise<Acted> => {
  const { deps, viewer, data } = asked
  if (!(await mayChange(asked, data.current))) return wrongPassword(asked)
  await deps.people.passwords.set(viewer.id, data.password, deps.clock())
  await deps.people.tokens.forget(viewer.id)
  await deps.people.halfSignIns.endAll(viewer.id)
  await deps.people.sessions.endAll(viewer.id, viewer.session)
  await noteOf(deps, viewer.id, 'RecordPassword')
  await recordDeed(deps, { kind: 'password_set', by: viewer.id, path: `/api${ACCOUNT}/password` })
  return { body: {} }
}

/** Records whose sessions were ended: one's own, unless it says of whom. */
const recordEnded = ({ deps, viewer, params }: Asked<unknown>, path: string): Promise<void> =>
  recordDeed(deps, { kind: 'sessions_ended', by: viewer.id, path: `/api${path}`, params })

const END_SESSION = `${ACCOUNT}/sessions/:session/end`
const END_OTHERS = `${ACCOUNT}/sessions/end`
const END_ALL = '/users/:id/sessions/end'

const Nothing = z.strictObject({})

const invite = async ({ deps, viewer, text, params }: Asked<unknown>): Promise<Acted> => {
  const user = await readUser(viewer, deps.readSide.queries(), params['id'] ?? '')
  if (user === undefined) return { problem: problem(text, 404, 'NoSuchThing', text('problem.detail.thing')) }
  if (user.status !== 'invited') return { problem: problem(text, 409, 'NotInvited', text('user.notInvited')) }
  await sendLink(deps, user, 'invitation')
  return { body: {} }
}

/** What people do with their own account, and what others do so that somebody can come in. */
export const accountActions: readonly Action[] = [
  action({
    name: 'ChangePassword',
    path: `${ACCOUNT}/password`,
    isSensitive: 'withoutPassword',
    holdsSecret: true,
    schema: Change,
    ...own,
    run: changePassword,
  }),
  action({
    name: 'EndSession',
    path: END_SESSION,
    schema: Nothing,
    ...own,
    run: async asked => {
      const { deps, viewer, params } = asked
      const id = z.uuid().safeParse(params['session'])
      if (id.success) await deps.people.sessions.end(viewer.id, id.data)
      await recordEnded(asked, END_SESSION)
      return { body: {} }
    },
  }),
  action({
    name: 'EndOtherSessions',
    path: END_OTHERS,
    schema: Nothing,
    ...own,
    run: async asked => {
      const { deps, viewer } = asked
      await deps.people.sessions.endAll(viewer.id, viewer.session)
      await recordEnded(asked, END_OTHERS)
      return { body: {} }
    },
  }),
  action({
    name: 'EndSessionsOfUser',
    path: END_ALL,
    may: 'user:BlockUser',
    schema: Nothing,
    then: ({ id = '' }) => `/users/${encodeURIComponent(id)}`,
    run: async asked => {
      const { deps, params } = asked
      await deps.people.sessions.endAll(params['id'] ?? '')
      await recordEnded(asked, END_ALL)
      return { body: {} }
    },
  }),
  action({
    name: 'InviteUser',
    path: '/users/:id/invitation',
    may: 'user:CreateUser',
    schema: Nothing,
    then: ({ id = '' }) => `/users/${encodeURIComponent(id)}`,
    run: invite,
  }),
]
