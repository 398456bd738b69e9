import { describe, expect, it } from 'vitest'
import { deciderOf, type EventData, type EventType } from '../../../domain/index.ts'
import { freeNames } from '../../../domain/processes/free-names.ts'
import { giveRoles } from '../../../domain/processes/give-roles.ts'
import { giveTaxRates } from '../../../domain/processes/give-tax-rates.ts'
import { joinGroups } from '../../../domain/processes/join-groups.ts'
import type { Process, ProcessEvent, Reaction } from '../../../domain/processes/process.ts'
import { useTaxSets } from '../../../domain/processes/use-tax-sets.ts'

const sent = <T extends EventType>(process: Process, type: T, data: EventData<T>): readonly Reaction[] => {
  const at = new Date('2026-01-15T10:00:00Z')
  const event: ProcessEvent<T> = { type, id: 'g', data, eventId: 'e', revision: 0, at }
  // The handler is that of the event's type.
  const reactions = process.on[type]?.(event) ?? []
  for (const reaction of reactions)
    if ('send' in reaction) {
      const { decider, type: command, data } = reaction.send
      expect(deciderOf(decider)?.commands[command]?.parse(data)).toEqual(data)
    }
  return reactions
}

describe('a name that something has no more', () => {
  const release = (id: string, owner: string) => ({
    send: { decider: 'claim', id, type: 'ReleaseClaim', data: { owner, before: '2026-01-15T10:00:00.000Z' } },
  })
  it('is free', () => {
    const data = { name: 'Seller', nameClaim: 'n.2', released: 'n.1' }
    expect(sent(freeNames, 'RoleRenamed', data)).toEqual([release('n.1', 'role-g')])
    expect(sent(freeNames, 'GroupRenamed', data)).toEqual([release('n.1', 'group-g')])
    expect(sent(freeNames, 'StoreRenamed', data)).toEqual([release('n.1', 'store-g')])
    expect(sent(freeNames, 'CarrierRenamed', data)).toEqual([release('n.1', 'carrier-g')])
    expect(sent(freeNames, 'TaxSetRenamed', data)).toEqual([release('n.1', 'taxSet-g')])
    expect(sent(freeNames, 'TaxSetDeleted', { released: 'n.1', rates: [] })).toEqual([release('n.1', 'taxSet-g')])
    expect(sent(freeNames, 'TaxRateDeleted', { released: 'n.1' })).toEqual([release('n.1', 'taxRate-g')])
    const rate = { ...data, country: 'DE', region: null, percentage: '19' }
    expect(sent(freeNames, 'TaxRateCorrected', rate)).toEqual([release('n.1', 'taxRate-g')])
    expect(sent(freeNames, 'RoleDeleted', { released: 'n.1' })).toEqual([release('n.1', 'role-g')])
    expect(sent(freeNames, 'GroupDeleted', { released: 'n.1', roles: [] })).toEqual([release('n.1', 'group-g')])
  })
  it('is not where only its spelling changed', () =>
    expect(sent(freeNames, 'RoleRenamed', { name: 'SELLER', nameClaim: 'n.1' })).toEqual([]))
})

describe('roles', () => {
  const told = (type: 'GiveRole' | 'TakeRole', id: string) => ({
    send: { decider: 'role', id, type, data: { group: 'g', revision: 0 } },
  })
  it('know of each group that has them', () => {
    const created = { name: 'Support', nameClaim: 'n', roles: ['a', 'b'], needsSecondFactor: false }
    expect(sent(giveRoles, 'GroupCreated', created)).toEqual([told('GiveRole', 'a'), told('GiveRole', 'b')])
    const set = { roles: ['b'], removed: ['a'] }
    expect(sent(giveRoles, 'GroupRolesSet', set)).toEqual([told('GiveRole', 'b'), told('TakeRole', 'a')])
    expect(sent(giveRoles, 'GroupDeleted', { released: 'n', roles: ['b'] })).toEqual([told('TakeRole', 'b')])
  })
})

describe('tax rates', () => {
  const told = (type: 'GiveTaxRate' | 'TakeTaxRate', id: string) => ({
    send: { decider: 'taxRate', id, type, data: { taxSet: 'g' } },
  })
  it('know of each set that has them', () => {
    const created = { name: 'Goods', nameClaim: 'n', rates: ['a', 'b'] }
    expect(sent(giveTaxRates, 'TaxSetCreated', created)).toEqual([told('GiveTaxRate', 'a'), told('GiveTaxRate', 'b')])
    const set = { rates: ['b'], removed: ['a'] }
    expect(sent(giveTaxRates, 'TaxSetRatesSet', set)).toEqual([told('GiveTaxRate', 'b'), told('TakeTaxRate', 'a')])
    expect(sent(giveTaxRates, 'TaxSetDeleted', { released: 'n', rates: ['b'] })).toEqual([told('TakeTaxRate', 'b')])
  })
})

describe('a tax set', () => {
  const told = (type: 'UseTaxSet' | 'LeaveTaxSet', id: string) => ({
    send: { decider: 'taxSet', id, type, data: { by: 'product-g' } },
  })
  it('knows which products are taxed by it', () => {
    expect(sent(useTaxSets, 'ProductTaxSetAssigned', { taxSet: 'a' })).toEqual([told('UseTaxSet', 'a')])
    const changed = { taxSet: 'b', from: 'a' }
    expect(sent(useTaxSets, 'ProductTaxSetAssigned', changed)).toEqual([
      told('UseTaxSet', 'b'),
      told('LeaveTaxSet', 'a'),
    ])
    const none = { taxSet: null, from: 'b' }
    expect(sent(useTaxSets, 'ProductTaxSetAssigned', none)).toEqual([told('LeaveTaxSet', 'b')])
  })
})

describe('a tax set of delivery', () => {
  const told = (type: 'UseTaxSet' | 'LeaveTaxSet', id: string) => ({
    send: { decider: 'taxSet', id, type, data: { by: 'deliveryMethod-g' } },
  })
  it('knows which methods are taxed by it, until they have another or are removed', () => {
    const changed = { taxSet: 'b', from: 'a' }
    expect(sent(useTaxSets, 'DeliveryMethodTaxSetAssigned', changed)).toEqual([
      told('UseTaxSet', 'b'),
      told('LeaveTaxSet', 'a'),
    ])
    expect(sent(useTaxSets, 'DeliveryMethodRemoved', { taxSet: 'b' })).toEqual([told('LeaveTaxSet', 'b')])
    expect(sent(useTaxSets, 'DeliveryMethodRemoved', { taxSet: null })).toEqual([])
  })
})

describe('a group', () => {
  const told = (type: 'JoinGroup' | 'LeaveGroup', id: string) => ({
    send: { decider: 'group', id, type, data: { user: 'g' } },
  })
  it('knows who is in it', () => {
    const personal = { subject: 'user-g', value: null }
    const created = { locale: 'en-GB', timeZone: 'UTC', groups: ['a', 'b'], emailClaim: 'e', personal }
    expect(sent(joinGroups, 'UserCreated', created)).toEqual([told('JoinGroup', 'a'), told('JoinGroup', 'b')])
    const changed = { groups: ['b'], removed: ['a'] }
    expect(sent(joinGroups, 'UserGroupsChanged', changed)).toEqual([told('JoinGroup', 'b'), told('LeaveGroup', 'a')])
  })
})
