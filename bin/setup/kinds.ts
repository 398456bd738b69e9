import { z } from 'zod'
import { type AnyDecider, type Decider, isRejection, type Schemas } from '../../domain/decider.ts'
import { undoOf } from '../../domain/index.ts'
import { paymentMethod } from '../../domain/payment/payment-method.ts'
import { askedAgain } from '../../domain/shipping/asked-price.ts'
import { carrier } from '../../domain/shipping/carrier.ts'
import { deliveryMethod } from '../../domain/shipping/delivery-method.ts'
import { warehouse } from '../../domain/shipping/warehouse.ts'
import { numberRange } from '../../domain/shop/number-range.ts'
import { isSetting } from '../../domain/shop/settings/definitions.ts'
import { settings } from '../../domain/shop/settings.ts'
import { store } from '../../domain/shop/store.ts'
import { taxRate } from '../../domain/shop/tax-rate.ts'
import { taxSet } from '../../domain/shop/tax-set.ts'

type SetUpCommand<Type extends string = string> = { readonly type: Type; readonly data: unknown }

/** What makes a thing what it is: `then` at once, `atLast` when all others are there. */
type SetUp<Type extends string = string> = {
  /** The data of the command that makes it; those that undo would send unless it says them. */
  readonly first?: unknown
  /** What only the command that makes it takes. */
  readonly fixed?: Readonly<Record<string, unknown>>
  readonly then?: readonly SetUpCommand<Type>[]
  readonly atLast?: readonly SetUpCommand<Type>[]
}

/** A kind of thing that a shop is set up with. */
export type SetUpKind = {
  readonly decider: AnyDecider
  /** The event that such a thing begins with. */
  readonly began: string
  /** The command that makes one, and the one that makes another, which is there, the same, by what it takes of the same data. */
  readonly makes: string
  readonly edits: string
  /** What follows the command that makes it; undefined when it is gone. */
  readonly more: (state: unknown) => SetUp | undefined
}

const kind = <State, C extends Schemas, E extends Schemas>(
  decider: Decider<State, C, E>,
  [began, makes, edits]: readonly [keyof E & string, keyof C & string, keyof C & string],
  more: (state: State) => SetUp<keyof C & string> | undefined,
): SetUpKind => ({ decider, began, makes, edits, more: state => more(state as State) })

/** The command that would make a thing again what it is, which is what undo sends. */
const again = ({ category }: AnyDecider, command: string, state: unknown): SetUpCommand | undefined => {
  const undo = undoOf(category, command)
  if (typeof undo !== 'function') throw new Error(`${command} is not taken back by a command`)
  const back = undo(state, [])
  if (isRejection(back)) return undefined
  // Whoever takes something back means that some of it goes.
  const { removing: _meant, ...data } = Object(back.data) as Record<string, unknown>
  return { type: back.type, data }
}

const command = <Type extends string>(type: Type, data: unknown = {}): SetUpCommand<Type> => ({ type, data })

/** Settings of other releases stay behind. */
const known = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).filter(([key]) => isSetting(key)))

const kept = ({ status }: { readonly status: string }) => (status === 'kept' ? {} : undefined)

/** In the order in which they need each other. */
export const setUpKinds: readonly SetUpKind[] = [
  kind(store, ['StoreOpened', 'OpenStore', 'EditStore'], ({ status }) =>
    status === 'absent' ? undefined : { atLast: [command(status === 'active' ? 'ActivateStore' : 'DeactivateStore')] },
  ),
  kind(taxRate, ['TaxRateCreated', 'CreateTaxRate', 'EditTaxRate'], kept),
  kind(taxSet, ['TaxSetCreated', 'CreateTaxSet', 'EditTaxSet'], kept),
  kind(settings, ['SettingSet', 'ChangeSettings', 'ChangeSettings'], ({ values }) => {
    const set = known(values)
    return Object.keys(set).length === 0 ? undefined : { first: { values: set } }
  }),
  kind(numberRange, ['NumberRangeOpened', 'OpenNumberRange', 'ChangeNumberRange'], state =>
    state.status === 'absent'
      ? undefined
      : {
          fixed: { next: state.next },
          atLast: [command(state.status === 'active' ? 'ResumeNumberRange' : 'PauseNumberRange')],
        },
  ),
  kind(warehouse, ['WarehouseOpened', 'OpenWarehouse', 'RenameWarehouse'], state =>
    state.status === 'open'
      ? { then: [command('EditWarehouse', again(warehouse, 'EditWarehouse', state)?.data)] }
      : undefined,
  ),
  kind(carrier, ['CarrierAdded', 'AddCarrier', 'EditCarrier'], ({ status }) =>
    status === 'absent'
      ? undefined
      : { atLast: [command(status === 'active' ? 'ActivateCarrier' : 'DeactivateCarrier')] },
  ),
  kind(deliveryMethod, ['DeliveryMethodAdded', 'AddDeliveryMethod', 'EditDeliveryMethod'], state => {
    if (state.status === 'absent' || state.status === 'removed') return undefined
    const prices = Object.values(state.prices).map(price => command('SetDeliveryPrice', askedAgain(price)))
    return {
      then: [...prices, command(state.status === 'active' ? 'ActivateDeliveryMethod' : 'DeactivateDeliveryMethod')],
    }
  }),
  kind(paymentMethod, ['PaymentMethodAdded', 'AddPaymentMethod', 'EditPaymentMethod'], state =>
    state.status === 'absent'
      ? undefined
      : {
          fixed: { provider: state.provider },
          then: [command(state.status === 'active' ? 'ActivatePaymentMethod' : 'DeactivatePaymentMethod')],
        },
  ),
]

/** What a thing is, as the commands that make it so; undefined when it is gone. */
export const setUpOf = (
  of: SetUpKind,
  state: unknown,
): Readonly<Record<'then' | 'atLast', readonly SetUpCommand[]>> | undefined => {
  const more = of.more(state)
  const first = more?.first ?? (more && again(of.decider, of.edits, state)?.data)
  if (more === undefined || first === undefined) return undefined
  const made = command(of.makes, { ...Object(first), ...more.fixed })
  return { then: [made, ...(more.then ?? [])], atLast: more.atLast ?? [] }
}

/** What of the data that make a thing the command takes that edits it. */
export const editingData = ({ decider, edits }: SetUpKind, data: unknown): unknown => {
  const schema: z.ZodType | undefined = decider.commands[edits]
  const fields = schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
  return Object.fromEntries(Object.entries(Object(data)).filter(([field]) => fields.includes(field)))
}
