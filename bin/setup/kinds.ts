import { type AnyDecider, type Decider, isRejection, type Schemas } from '../../domain/decider.ts'
import { undoOf } from '../../domain/index.ts'
import { askedAgain } from '../../domain/shipping/asked-price.ts'
import { carrier } from '../../domain/shipping/carrier.ts'
import { deliveryMethod } from '../../domain/shipping/delivery-method.ts'
import { warehouse } from '../../domain/shipping/warehouse.ts'
import { store } from '../../domain/shop/store.ts'
import { taxRate } from '../../domain/shop/tax-rate.ts'
import { taxSet } from '../../domain/shop/tax-set.ts'

type SetUpCommand<Type extends string = string> = { readonly type: Type; readonly data: unknown }

/** What makes a thing what it is: `then` at once, `atLast` when all others are there. */
type SetUp<Type extends string = string> = {
  readonly then?: readonly SetUpCommand<Type>[]
  readonly atLast?: readonly SetUpCommand<Type>[]
}

/** A kind of thing that a shop is set up with. */
export type SetUpKind = {
  readonly decider: AnyDecider
  /** The event that such a thing begins with. */
  readonly began: string
  /** The command that makes one, and the one that makes another, which is there, the same. Both take the same data. */
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

const kept = ({ status }: { readonly status: string }) => (status === 'kept' ? {} : undefined)

/** In the order in which they need each other. */
export const setUpKinds: readonly SetUpKind[] = [
  kind(store, ['StoreOpened', 'OpenStore', 'EditStore'], ({ status }) =>
    status === 'absent' ? undefined : { atLast: [command(status === 'active' ? 'ActivateStore' : 'DeactivateStore')] },
  ),
  kind(taxRate, ['TaxRateCreated', 'CreateTaxRate', 'EditTaxRate'], kept),
  kind(taxSet, ['TaxSetCreated', 'CreateTaxSet', 'EditTaxSet'], kept),
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
]

/** What a thing is, as the commands that make it so; undefined when it is gone. */
export const setUpOf = (of: SetUpKind, state: unknown): Required<SetUp> | undefined => {
  const [first, more] = [again(of.decider, of.edits, state), of.more(state)]
  if (first === undefined || more === undefined) return undefined
  return { then: [command(of.makes, first.data), ...(more.then ?? [])], atLast: more.atLast ?? [] }
}
