import type { Viewer } from '../../domain/viewer.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import type { FactorState } from '../special-pages.ts'

type Knowing = Pick<ServerDependencies, 'people'>

/** @param sealed the secret of a form that is shown again; without one there is a new one */
export const factorStateOf =
  ({ people: { secondFactors, passkeys } }: Knowing, viewer: Viewer) =>
  async (sealed: string): Promise<FactorState> => {
    const had = { passkeys: await passkeys.of(viewer.id) }
    if (await secondFactors.has(viewer.id))
      return { ...had, isOn: true, codesLeft: await secondFactors.codesLeft(viewer.id) }
    const secret = sealed === '' ? undefined : secondFactors.opened(viewer.id, sealed)
    return { ...had, isOn: false, ...(secret === undefined ? secondFactors.propose(viewer.id) : { secret, sealed }) }
  }
