import type { FastifyRequest } from 'fastify'
import { AccessNotRecorded } from './access.ts'
import type { DeedKind } from './auditing.ts'
import { forbiddingRule } from './people/forbidding-rule.ts'
import type { Forbidden } from './permission.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import { storableParams } from './storable.ts'
import { splitViewAs } from './view-as-address.ts'

/** Who is meant where nobody is known to have come. */
export const NOBODY = 'nobody'

type Deed = {
  readonly kind: DeedKind
  /** Id of whoever did it, or whose account it is about. */
  readonly by: string
  /** Path of the route, with the names of its parameters. */
  readonly path: string
  /** What these are; never those that are secrets. */
  readonly params?: Readonly<Record<string, string>>
  readonly facts?: Readonly<Record<string, string>>
  /** Of where it came from a keyed hash is kept. */
  readonly network?: string
}

type Recording = Pick<ServerDependencies, 'auditing'>

/** Records what somebody did, or could not do, that makes no event, beside who looked at what. @throws AccessNotRecorded */
export const recordDeed = async (
  { auditing }: Recording,
  { kind, by, path, params = {}, facts = {}, network }: Deed,
): Promise<void> => {
  const hidden = network === undefined ? {} : { network }
  const deed = { at: new Date(), viewer: by, kind, path, params: storableParams(params), query: '', facts, hidden }
  await auditing.recordAccess(deed).catch((cause: unknown) => {
    throw new AccessNotRecorded('what somebody did could not be recorded', { cause })
  })
}

type Refused = Pick<FastifyRequest, 'routeOptions' | 'params' | 'log'>

/** Records that something was refused. It stays refused where that can not be recorded. */
const recordRefusal = (deps: Recording, { routeOptions, params, log }: Refused, deed: Omit<Deed, 'path' | 'params'>) =>
  recordDeed(deps, { ...deed, path: routeOptions.url ?? '', params: params as Record<string, string> }).catch(
    (error: unknown) => log.error({ failure: String(error) }, 'a refusal could not be recorded'),
  )

/** A command or an action that a rule of the shop says no to, by the code of that rule. */
export const recordRefused = (deps: Recording, request: Refused, by: string, code: string): Promise<void> =>
  recordRefusal(deps, request, { kind: 'refused', by, facts: { code } })

/** A page or a command that somebody may not open or send, with the rule that says so. */
export const recordForbidden = async (
  deps: ServerDependencies,
  request: FastifyRequest,
  { permission, store }: Forbidden,
): Promise<void> => {
  const { id: by } = deps.viewerOf(request)
  const { seen } = splitViewAs(request.originalUrl)
  // Whoever looks as somebody else is not refused by a rule of their own.
  const why =
    seen === undefined
      ? await forbiddingRule(deps, by, permission).catch(() => ({}))
      : { viewedAs: `${seen.kind} ${seen.id}` }
  const facts = { permission, ...(store !== undefined && { store }), ...why }
  await recordRefusal(deps, request, { kind: 'forbidden', by, facts })
}
