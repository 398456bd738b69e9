import type { Viewer } from '../../domain/viewer.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import type { FactorState } from '../special-pages.ts'

/** So long after somebody came in they are not asked for their password again. */
const FRESH_MS = 15 * 60_000

type Knowing = Pick<ServerDependencies, 'people' | 'clock'>

/** Whether somebody proves who they are before they switch a second factor on: unless they have just come in. */
export const asksPassword = async ({ people, clock }: Knowing, { id, session }: Viewer): Promise<boolean> => {
  const [now, sessions] = [clock(), await people.sessions.of(id, clock())]
  const begun = sessions.find(one => one.id === session)?.startedAt
  const isFresh = begun !== undefined && now.getTime() - begun.getTime() < FRESH_MS
  return !isFresh && (await people.passwords.has(id))
}

/** @param sealed the secret of a form that is shown again; without one there is a new one */
export const factorStateOf =
  (deps: Knowing, viewer: Viewer) =>
  async (sealed: string): Promise<FactorState> => {
    const { secondFactors } = deps.people
    if (await secondFactors.has(viewer.id)) return { isOn: true, codesLeft: await secondFactors.codesLeft(viewer.id) }
    const secret = sealed === '' ? undefined : secondFactors.opened(viewer.id, sealed)
    const proposal = secret === undefined ? secondFactors.propose(viewer.id) : { secret, sealed }
    return { isOn: false, asksPassword: await asksPassword(deps, viewer), ...proposal }
  }
