import type { Viewer } from '../../domain/viewer.ts'
import { PROVED_MS } from '../../people/account.ts'
import { recordDeed } from '../deeds.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { recordFailure } from './attempt-sign-in.ts'
import type { Brought } from './brought-proof.ts'
import type { Answering } from './come-in.ts'
import { factorsOf, hasFactor } from './factors.ts'
import type { Means } from './gate.ts'
import type { Tried } from './tried.ts'
import { tryFactor } from './try-factor.ts'
import { tryPassword } from './try-password.ts'

/** Whether somebody has just proved who they are. Whoever has no session runs the shop, or is a program: nobody asks them. */
export const isProved = ({ session, provedAt }: Viewer, now: Date): boolean =>
  session === undefined || (provedAt !== undefined && now.getTime() - provedAt.getTime() < PROVED_MS)

export const meansOf = async ({ people }: Pick<ServerDependencies, 'people'>, { id }: Viewer): Promise<Means> => {
  if (hasFactor(await factorsOf(people, id))) return 'factor'
  return (await people.passwords.has(id)) ? 'password' : 'signIn'
}

const tries: Readonly<Record<Means, (deps: ServerDependencies, user: string, brought: Brought) => Promise<Tried>>> = {
  factor: (deps, user, { code, passkey }) => tryFactor(deps, { user, code, passkey }),
  password: (deps, user, { password = '' }) => tryPassword(deps, user, password),
  signIn: async () => ({ isRight: false, allowed: false, locks: false }),
}

/** Notes that somebody has proved who they are, if what they bring does. Either is recorded. */
export const prove = async (answering: Answering, means: Means, brought: Brought): Promise<boolean> => {
  const { deps, request } = answering
  const { id, session } = deps.viewerOf(request)
  const { isRight, ...tried } = await tries[means](deps, id, brought)
  if (!isRight && means !== 'signIn') await recordFailure(answering, { by: id, with: means, ...tried })
  if (!isRight || session === undefined) return false
  await recordDeed(deps, { kind: 'proved', by: id, path: request.routeOptions.url ?? '', network: request.ip })
  await deps.people.sessions.prove(session, deps.clock())
  return true
}
