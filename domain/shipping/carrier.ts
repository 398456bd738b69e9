import { z } from 'zod'
import {
  type ClaimRef,
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  fact,
  reject,
  type Touches,
} from '../decider.ts'
import { amend, changed } from '../shared/changes.ts'
import { claimIn, renamed } from '../shared/claimed.ts'
import { named, nameKey } from '../shared/name.ts'
import { SmallKey } from '../shared/small-key.ts'
import { AskedTrackingUrl } from './tracking-url.ts'

/** Where parcels are followed, with `{number}` in it; null: nowhere. */
const Tracking = { trackingUrl: z.string().nullable() }

// Stored for ever: never rename a key, only add optional fields.
const events = {
  CarrierAdded: z.strictObject({ name: z.string(), nameClaim: z.string(), ...Tracking }),
  /** `released`: the claim of the name before, unless both are one. */
  CarrierRenamed: z.strictObject({ name: z.string(), nameClaim: z.string(), released: z.string().optional() }),
  CarrierTrackingSet: z.strictObject(Tracking),
  CarrierDeactivated: z.strictObject({}),
  CarrierActivated: z.strictObject({}),
}

type Carrier =
  | { readonly status: 'absent' }
  | ({ readonly status: 'active' | 'inactive' } & z.infer<typeof events.CarrierAdded>)
type Known = Exclude<Carrier, { readonly status: 'absent' }>

const evolve: Evolve<Carrier, typeof events> = {
  CarrierAdded: (_, data) => ({ status: 'active', ...data }),
  CarrierRenamed: (carrier, { name, nameClaim }) => amend(carrier, { name, nameClaim }),
  CarrierTrackingSet: amend,
  CarrierDeactivated: carrier => amend(carrier, { status: 'inactive' }),
  CarrierActivated: carrier => amend(carrier, { status: 'active' }),
}

const Data = z.strictObject({
  name: named(100),
  trackingUrl: AskedTrackingUrl.nullable().describe(
    'An https address with {number} where the number of the parcel goes.',
  ),
})

const commands = {
  AddCarrier: Data,
  EditCarrier: Data,
  /** No method can be given to it any more, and those that it has are not offered. */
  DeactivateCarrier: z.strictObject({}),
  ActivateCarrier: z.strictObject({}),
}

const known = (carrier: Carrier, id: string, then: (carrier: Known) => Decision<typeof events>) =>
  carrier.status === 'absent' ? reject('unknown', 'CarrierUnknown', { carrier: id }) : then(carrier)

const decide: Decide<Carrier, typeof commands, typeof events> = {
  AddCarrier: (carrier, data, context) => {
    const { id } = context
    if (!SmallKey.safeParse(id).success) return reject('invalid', 'CarrierKeyMalformed', {}, 'id')
    if (carrier.status !== 'absent') return reject('conflict', 'CarrierExists', { carrier: id }, 'id')
    return [{ type: 'CarrierAdded', data: { ...data, nameClaim: claimIn(context, 'carrier-name') } }]
  },
  EditCarrier: (carrier, { name, trackingUrl }, context) =>
    known(carrier, context.id, was => [
      ...renamed('CarrierRenamed', was, name, { scope: 'carrier-name', context }),
      ...changed('CarrierTrackingSet', was, { trackingUrl }),
    ]),
  DeactivateCarrier: (carrier, _, { id }) =>
    known(carrier, id, ({ status }) => (status === 'inactive' ? [] : [{ type: 'CarrierDeactivated', data: {} }])),
  ActivateCarrier: (carrier, _, { id }) =>
    known(carrier, id, ({ status }) => (status === 'active' ? [] : [{ type: 'CarrierActivated', data: {} }])),
}

const touches: Touches<Carrier, typeof commands, typeof events> = {
  CarrierAdded: () => ['name', 'trackingUrl', 'status'],
  CarrierRenamed: () => ['name'],
  CarrierTrackingSet: () => ['trackingUrl'],
  CarrierDeactivated: () => ['status'],
  CarrierActivated: () => ['status'],
}

const name = ({ name }: z.infer<typeof Data>): readonly ClaimRef[] => [
  { scope: 'carrier-name', value: nameKey(name), taken: 'CarrierNameTaken', field: 'name' },
]

/** Who brings parcels; id = a key that never changes. */
export const carrier: Decider<Carrier, typeof commands, typeof events> = {
  category: 'carrier',
  newId: SmallKey,
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
  claims: { AddCarrier: name, EditCarrier: name },
}

/** Whether a carrier brings something, does no more, or was never there. */
export const carrierStatus = fact(carrier, ({ status }) => status)
