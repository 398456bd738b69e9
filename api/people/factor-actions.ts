import { z } from 'zod'
import { type Acted, type Action, type Asked, action } from '../actions.ts'
import { problem } from '../problem.ts'
import type { PlainKey } from '../text/parameters.ts'
import { SECOND_FACTOR } from './next.ts'
import { tryFactor } from './try-factor.ts'
import { noteOf } from './user-commands.ts'

const own = { may: 'dashboard:read', form: SECOND_FACTOR, then: () => SECOND_FACTOR } as const

const Code = z.strictObject({ code: z.string().max(100) })
const SwitchOn = Code.extend({ sealed: z.string().max(500) })

const refused = ({ text }: Asked<unknown>, key: PlainKey): Acted => {
  const message = text(key)
  return { problem: problem(text, 422, 'WrongCode', message, [{ field: 'code', message }]) }
}

const withCodes = (codes: readonly string[]): Acted => ({ body: { codes }, shown: { codes: [...codes] } })

const switchOn = async (asked: Asked<z.infer<typeof SwitchOn>>): Promise<Acted> => {
  const { deps, viewer, data } = asked
  const { people, clock } = deps
  const proof = { user: viewer.id, sealed: data.sealed, code: data.code.replace(/\s/g, '') }
  const codes = await people.secondFactors.switchOn(proof, clock())
  if (codes === undefined) return refused(asked, 'factor.notSwitchedOn')
  await people.sessions.endAll(viewer.id, viewer.session)
  await noteOf(deps, viewer.id, 'RecordSecondFactor')
  return withCodes(codes)
}

/** Does it for whoever shows a code. */
const withCode =
  (then: (asked: Asked<z.infer<typeof Code>>) => Promise<Acted>) =>
  async (asked: Asked<z.infer<typeof Code>>): Promise<Acted> => {
    const { deps, viewer, data } = asked
    const { isRight } = await tryFactor(deps, { user: viewer.id, code: data.code })
    return isRight ? then(asked) : refused(asked, 'factor.failed')
  }

/** What people do with their own second factor. */
export const factorActions: readonly Action[] = [
  action({
    name: 'SwitchOnSecondFactor',
    path: SECOND_FACTOR,
    schema: SwitchOn,
    isSensitive: true,
    ...own,
    run: switchOn,
  }),
  action({
    name: 'SwitchOffSecondFactor',
    path: `${SECOND_FACTOR}/off`,
    schema: Code,
    ...own,
    run: withCode(async ({ deps, viewer }) => {
      await deps.people.secondFactors.remove(viewer.id, deps.clock())
      if (!(await deps.people.passkeys.has(viewer.id))) await noteOf(deps, viewer.id, 'RecordNoSecondFactor')
      return { body: {} }
    }),
  }),
  action({
    name: 'RenewRecoveryCodes',
    path: `${SECOND_FACTOR}/codes`,
    schema: Code,
    ...own,
    run: withCode(async ({ deps, viewer }) => withCodes(await deps.people.secondFactors.renewCodes(viewer.id))),
  }),
]
