import { randomBytes, randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fold } from '../../domain/decider.ts'
import { deciderOf } from '../../domain/index.ts'
import { group } from '../../domain/people/group.ts'
import { role } from '../../domain/people/role.ts'
import { giveRoles } from '../../domain/processes/give-roles.ts'
import type { EventStore } from '../../eventstore/event-store.ts'
import { openEvents } from '../../eventstore/load.ts'
import { memoryEventStore } from '../../eventstore/memory.ts'
import { masterKey } from '../../eventstore/vault/cipher.ts'
import { memoryVault } from '../../eventstore/vault/vault.ts'
import { type WriteSide, writeSide } from '../support/write-side.ts'

const vault = memoryVault(masterKey(randomBytes(32)))
const [seller, denier, sales] = [randomUUID(), randomUUID(), randomUUID()]

const data = { name: 'Sales', roles: [seller], needsSecondFactor: false }
const withBoth = { ...data, roles: [seller, denier] }

const codeOf = (outcome: Awaited<ReturnType<WriteSide['send']>>) =>
  outcome.kind === 'rejected' ? outcome.rejection.code : outcome.kind

const shopOn = async (store: EventStore): Promise<WriteSide> => {
  const side = writeSide({ store, vault })
  await side.send(role, seller, 'CreateRole', { name: 'Seller' })
  await side.send(role, denier, 'CreateRole', { name: 'Denies' })
  await side.send(group, sales, 'CreateGroup', data)
  return side
}

const groupHas = async ({ store }: WriteSide): Promise<readonly string[]> => {
  const events = await openEvents(vault, await store.readStream(`group-${sales}`))
  const state = fold(group.evolve as never, group.initial, events)
  return state.status === 'kept' ? state.roles : []
}

const isThere = async ({ store }: WriteSide, id: string): Promise<boolean> =>
  !(await store.readStream(`role-${id}`)).some(({ type }) => type === 'RoleDeleted')

/** What the process does about everything that has happened to the group, from the beginning once more. */
const react = async (side: WriteSide): Promise<void> => {
  for (const event of await openEvents(vault, await side.store.readStream(`group-${sales}`))) {
    const { type, data, id: eventId, at, revision } = event
    const handler = giveRoles.on[type as keyof typeof giveRoles.on]
    for (const reaction of handler?.({ type, id: sales, data, eventId, at, revision } as never) ?? []) {
      if (!('send' in reaction)) continue
      const { decider, id, type, data } = reaction.send
      await side.send(deciderOf(decider) ?? role, id, type, data)
    }
  }
}

/** A log that does something else first when an event of that type is to be written. */
const interrupted = (store: EventStore, type: string, first: () => Promise<unknown>): EventStore => {
  let isFirst = true
  return {
    ...store,
    append: async appends => {
      if (isFirst && appends.some(({ events }) => events.some(event => event.type === type))) {
        isFirst = false
        await first()
      }
      return store.append(appends)
    },
  }
}

describe('a role that a group gets while it is deleted', () => {
  it('is not deleted when the group gets it first, though it has not heard of it', async () => {
    const side = await shopOn(memoryEventStore())
    expect(codeOf(await side.send(group, sales, 'EditGroup', withBoth))).toBe('done')
    expect(codeOf(await side.send(role, denier, 'DeleteRole', {}))).toBe('RoleInUse')
    await react(side)
    expect(codeOf(await side.send(role, denier, 'DeleteRole', {}))).toBe('RoleInUse')
  })

  it('is not got when it is deleted between the decision of the group and its event', async () => {
    const store = memoryEventStore()
    const other = await shopOn(store)
    const remove = async () => expect(codeOf(await other.send(role, denier, 'DeleteRole', {}))).toBe('done')
    const side = writeSide({ store: interrupted(store, 'GroupRolesSet', remove), vault })
    expect(codeOf(await side.send(group, sales, 'EditGroup', withBoth))).toBe('RoleNotThere')
    expect(await groupHas(side)).toEqual([seller])
  })

  it('is not deleted when the group gets it between that decision and its event', async () => {
    const store = memoryEventStore()
    const other = await shopOn(store)
    const give = async () => expect(codeOf(await other.send(group, sales, 'EditGroup', withBoth))).toBe('done')
    const side = writeSide({ store: interrupted(store, 'RoleDeleted', give), vault })
    expect(codeOf(await side.send(role, denier, 'DeleteRole', {}))).toBe('RoleInUse')
    expect(await isThere(side, denier)).toBe(true)
  })

  it('is not got by a group that is made with it at that moment', async () => {
    const store = memoryEventStore()
    const other = await shopOn(store)
    const remove = async () => expect(codeOf(await other.send(role, denier, 'DeleteRole', {}))).toBe('done')
    const side = writeSide({ store: interrupted(store, 'GroupCreated', remove), vault })
    const made = { ...data, name: 'Another', roles: [denier] }
    expect(codeOf(await side.send(group, randomUUID(), 'CreateGroup', made))).toBe('RoleNotThere')
  })

  it('stays when a group lost it and gets it again before the role has heard of either', async () => {
    const side = await shopOn(memoryEventStore())
    await side.send(group, sales, 'EditGroup', withBoth)
    await react(side)
    await side.send(group, sales, 'EditGroup', data)
    const lost = await openEvents(vault, await side.store.readStream(`group-${sales}`))
    await side.send(group, sales, 'EditGroup', withBoth)
    // The role hears that it was taken, and not yet that it was given again.
    await side.send(role, denier, 'TakeRole', { group: sales, revision: lost.at(-1)?.revision ?? 0 })
    expect(codeOf(await side.send(role, denier, 'DeleteRole', {}))).toBe('RoleInUse')
    await side.send(group, sales, 'EditGroup', data)
    await react(side)
    expect(codeOf(await side.send(role, denier, 'DeleteRole', {}))).toBe('done')
  })

  it('can be deleted when a server broke down before the group got it', async () => {
    const store = memoryEventStore()
    const other = await shopOn(store)
    const breakDown = () => Promise.reject(new Error('broken down'))
    const side = writeSide({ store: interrupted(store, 'GroupRolesSet', breakDown), vault })
    await expect(side.send(group, sales, 'EditGroup', withBoth)).rejects.toThrow('broken down')
    expect(codeOf(await other.send(role, denier, 'DeleteRole', {}))).toBe('done')
    expect(codeOf(await other.send(group, sales, 'EditGroup', withBoth))).toBe('RoleNotThere')
  })

  it('is never deleted under a group, whatever several servers do at once', async () => {
    for (let round = 0; round < 20; round += 1) {
      const store = memoryEventStore()
      const sides = [await shopOn(store), writeSide({ store, vault }), writeSide({ store, vault })] as const
      const outcomes = await Promise.all([
        sides[round % 3]?.send(group, sales, 'EditGroup', withBoth),
        sides[(round + 1) % 3]?.send(role, denier, 'DeleteRole', {}),
        sides[(round + 2) % 3]?.send(group, sales, 'EditGroup', { ...withBoth, needsSecondFactor: true }),
        react(sides[0]),
      ])
      expect(outcomes).toHaveLength(4)
      const isHad = (await groupHas(sides[0])).includes(denier)
      expect([isHad, await isThere(sides[0], denier)]).not.toEqual([true, false])
    }
  })
})
