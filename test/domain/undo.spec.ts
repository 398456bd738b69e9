import { describe, expect, it } from 'vitest'
import { placedCategories } from '../../domain/catalog/category-tree.ts'
import { productStatus } from '../../domain/catalog/product.ts'
import { type AnyDecider, type Context, fold, isRejection } from '../../domain/decider.ts'
import { activeUser } from '../../domain/facts/active-user.ts'
import { keptTaxSet } from '../../domain/facts/kept-tax-set.ts'
import { knownStore } from '../../domain/facts/known-store.ts'
import { sellableProduct } from '../../domain/facts/sellable-product.ts'
import { stockLevel } from '../../domain/facts/stock-level.ts'
import { warehouseStatus } from '../../domain/facts/warehouse-status.ts'
import { deciders, undoOf, undos } from '../../domain/index.ts'
import { keptGroup } from '../../domain/people/group.ts'
import { keptRole } from '../../domain/people/role.ts'
import type { PersistentMap } from '../../domain/shared/persistent-map.ts'
import { carrierStatus } from '../../domain/shipping/carrier.ts'
import { nextNumber } from '../../domain/shop/number-book-state.ts'
import { settingsOf } from '../../domain/shop/settings.ts'
import { keptTaxRate } from '../../domain/shop/tax-rate.ts'
import { noWayBack, type Undo } from '../../domain/undo.ts'
import { storeOf } from '../support/known-stores.ts'
import type { Sample } from '../support/undo-sample.ts'
import { samples } from '../support/undo-samples.ts'
import { sides } from '../support/undo-sides.ts'

/** A state without the order in which its maps were filled. */
const plain = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if ('root' in value) return plain(Object.fromEntries(value as PersistentMap<unknown>))
  if (Array.isArray(value)) return value.map(plain)
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]))
}

const all = Object.entries<AnyDecider>(deciders)
const reversible = all.flatMap(([, { category, commands }]) =>
  Object.keys(commands).flatMap(command =>
    typeof undoOf(category, command) === 'function' ? [`${category} ${command}`] : [],
  ),
)

describe('every command of the shop', () => {
  it('can be taken back, or says why not', () => {
    const said = all.map(([name, { category, commands }]) => {
      const side = (command: string) => {
        const undo = undoOf(category, command)
        return typeof undo === 'function' ? 'undo' : undo
      }
      return [name, Object.fromEntries(Object.keys(commands).map(command => [command, side(command)]))]
    })
    expect(Object.fromEntries(said)).toEqual(sides)
  })

  it('is found by the category of its streams', () => {
    for (const [name, { category }] of all) expect(category).toBe(name)
    expect(undoOf('product', 'NoSuchCommand')).toBeUndefined()
    expect(undoOf('log', 'OpenLog')).toBeUndefined()
  })

  it('is taken back by a command there is, with data that it takes', () => {
    const wrongCommand: Undo<typeof deciders.stock> = {
      ...undos.stock,
      // @ts-expect-error -- a stock has no such command
      SetStock: () => ({ type: 'SetPrice', data: { quantity: 1 } }),
    }
    const wrongData: Undo<typeof deciders.stock> = {
      ...undos.stock,
      // @ts-expect-error -- and a quantity is a number
      SetStock: () => ({ type: 'SetStock', data: { quantity: '1' } }),
    }
    // @ts-expect-error -- each command has an entry
    const missing: Undo<typeof deciders.category> = {}
    expect([wrongCommand, wrongData, missing]).toHaveLength(3)
  })
})

/** What the rules that are tried know of the rest of the shop. */
const facts: Context['facts'] = {
  of: fact => {
    const views = new Map<unknown, unknown>([
      [placedCategories, new Set(['garden', 'house'])],
      [productStatus, 'active'],
      [warehouseStatus, 'open'],
      [stockLevel, { onHand: 9, free: 9, countedAt: null }],
      [activeUser, true],
      [sellableProduct, { status: 'active', name: 'Mug', gross: { 'UK/GBP': '4.00' }, net: {}, taxSet: null }],
      [keptRole, true],
      [keptGroup, true],
      [knownStore, storeOf('UK')],
      [keptTaxRate, undefined],
      [keptTaxSet, true],
      [settingsOf, { returnDays: 30 }],
      [carrierStatus, 'active'],
      [nextNumber, 1],
    ])
    return views.get(fact) as never
  },
}

type Act = {
  readonly command: string
  readonly before: unknown
  readonly events: readonly Message[]
  readonly after: unknown
}
type Message = { readonly type: string; readonly data: unknown }

const folded = ({ decider }: Sample, state: unknown, events: readonly Message[]): unknown =>
  fold(
    decider.evolve,
    state,
    events.map(event => ({ at: new Date(0), commandId: 'given', ...event })),
  )

/** What comes of a command; undefined when it is refused, or there is nothing to do. */
const act = (sample: Sample, before: unknown, { type, data }: Message): Act | undefined => {
  const { decider, id } = sample
  const parsed = decider.commands[type]?.parse(data) as { readonly email?: string }
  const email = parsed.email?.toLowerCase()
  const claimed = {
    'store-name': 'n.2',
    'customer-email': `customer-email.${email}`,
    'user-email': `user-email.${email}`,
    'role-name': 'n.2',
    'group-name': 'n.2',
    'warehouse-name': 'n.2',
    'carrier-name': 'n.2',
    'tax-rate': 'n.2',
    'tax-set-name': 'n.2',
    'number-prefix': 'n.2',
  }
  const actor = { id: 'ada', kind: 'user' } as const
  const decision = decider.decide[type]?.(before, parsed, { now: new Date(0), actor, id, claimed, facts })
  if (decision === undefined || isRejection(decision) || decision.length === 0) return undefined
  return { command: type, before, events: decision, after: folded(sample, before, decision) }
}

/** What comes of taking it back; undefined when no command leads to what was. */
const undone = (sample: Sample, { command, before, events, after }: Act): Act | undefined => {
  const undo = undoOf(sample.decider.category, command)
  const back = typeof undo === 'function' ? undo(before, events) : noWayBack
  if (isRejection(back)) return undefined
  const took = act(sample, after, back)
  if (took === undefined) throw new Error(`${back.type} does not take ${command} back`)
  return took
}

const acts = samples.flatMap(sample =>
  Object.entries(sample.states).flatMap(([state, history]) =>
    sample.commands.flatMap(command => {
      const acted = act(sample, folded(sample, sample.decider.initial, history), command)
      const name = `${sample.decider.category} ${command.type}`
      if (acted === undefined) return []
      return [{ sample, acted, back: undone(sample, acted), name, state, data: JSON.stringify(command.data) }]
    }),
  ),
)

const withWayBack = acts.filter(({ back }) => back !== undefined)

describe('a command and then its undo', () => {
  it('is tried for every command that can be taken back', () =>
    expect([...new Set(withWayBack.map(({ name }) => name))].sort()).toEqual([...reversible].sort()))

  it.each(withWayBack)('$name of what is $state is as before: $data', ({ sample, acted, back }) => {
    const seen = (act?: Act) => plain(sample.seen(act?.after as never))
    expect(seen(back)).toEqual(plain(sample.seen(acted.before as never)))
    expect(seen(back)).not.toEqual(seen(acted))
    if (back === undefined || typeof undoOf(sample.decider.category, back.command) !== 'function') return
    // Taken back itself, it does again what was done.
    expect(seen(undone(sample, back))).toEqual(seen(acted))
  })

  it('is refused where no single command says again that there was none, or another default of several', () =>
    expect(acts.filter(({ back }) => back === undefined).map(({ name, state }) => `${name}: ${state}`)).toEqual([
      'customer ChangeEmail: known by number',
      'customer EditProfile: known by number',
      'customer AddAddress: with two addresses',
      'order ChangeOrderCustomerData: without a reference',
      'order ChangeBillingAddress: without a reference',
      'draft SaveDraft: with an agreed price',
      'user DeleteUser: blocked',
    ]))
})
