import { expect, it } from 'vitest'
import { z } from 'zod'
import { deciders } from '../../domain/index.ts'

const personalEvents = Object.values(deciders).flatMap(({ events, spared = [] as readonly string[] }) =>
  Object.entries(events).flatMap(([type, schema]: [string, z.ZodType]) => {
    const personal = schema instanceof z.ZodObject ? schema.shape['personal'] : undefined
    if (personal === undefined) return []
    return [{ type, canDoWithout: personal.safeParse(undefined).success, isSpared: spared.includes(type) }]
  }),
)

/** Say nothing but what they say of a person: nothing of it can be recorded of somebody erased. */
const aboutThePersonOnly = [
  'CustomerRegistered',
  'CustomerProfileChanged',
  'CustomerEmailChanged',
  'CustomerAddressAdded',
  'CustomerAddressChanged',
  'CustomerNoted',
  'OrderCommented',
  'OrderCommentEdited',
  'OrderCustomerDataChanged',
  'BillingAddressChanged',
  'CustomReferenceSet',
  'ShipmentAddressChanged',
  'UserCreated',
  'UserRenamed',
  'UserEmailChanged',
]

/** Have a personal part only where somebody typed one, which is refused then; without it they are done. */
const refusedWhereTyped = ['DraftDetailsFilledIn', 'OrderAmended', 'OrderPlaced', 'ShipmentCreated']

it('every event with a personal part is stored without it once the person is erased, or is about nothing else', () => {
  const spared = personalEvents.flatMap(({ type, isSpared }) => (isSpared ? [type] : []))
  expect(personalEvents.map(({ type }) => type).toSorted()).toEqual(
    [...spared, ...aboutThePersonOnly, ...refusedWhereTyped].toSorted(),
  )
  expect(spared).toEqual(expect.arrayContaining(['DraftAbandoned', 'OrderHeld', 'OrderLinesCancelled']))
})

it('what is spared can do without', () => {
  expect(personalEvents.filter(({ isSpared, canDoWithout }) => isSpared && !canDoWithout)).toEqual([])
})
