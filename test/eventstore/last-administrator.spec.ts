import { randomBytes, randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fold } from '../../domain/decider.ts'
import { deciderOf } from '../../domain/index.ts'
import { group } from '../../domain/people/group.ts'
import { role } from '../../domain/people/role.ts'
import { user } from '../../domain/people/user.ts'
import { isAdministrator, unknownUser, userEvolve } from '../../domain/people/user-state.ts'
import { countAdministrators } from '../../domain/processes/count-administrators.ts'
import { type EventStore } from '../../eventstore/event-store.ts'
import { openEvents } from '../../eventstore/load.ts'
import { memoryEventStore } from '../../eventstore/memory.ts'
import { masterKey } from '../../eventstore/vault/cipher.ts'
import { memoryVault } from '../../eventstore/vault/vault.ts'
import { type WriteSide, writeSide } from '../support/write-side.ts'

const vault = memoryVault(masterKey(randomBytes(32)))
const profile = { lastName: 'Rhodes', locale: 'en-GB', timeZone: 'UTC' }

/** Servers that share one log; commands on one stream wait for each other only within one of them. */
const servers = (store: EventStore, count: number): WriteSide[] =>
  Array.from({ length: count }, () => writeSide({ store, vault }))

const eventsOf = async ({ store }: WriteSide, id: string) => openEvents(vault, await store.readStream(`user-${id}`))

const isRoot = async (side: WriteSide, id: string): Promise<boolean> =>
  isAdministrator(fold(userEvolve, unknownUser, await eventsOf(side, id)))

/** What the process does about everything that has happened to somebody, from the beginning once more. */
const react = async (side: WriteSide, id: string): Promise<void> => {
  for (const { type, data, id: eventId, at, revision } of await eventsOf(side, id)) {
    const handler = countAdministrators.on[type as keyof typeof countAdministrators.on]
    for (const reaction of handler?.({ type, id, data, eventId, at, revision } as never) ?? []) {
      if (!('send' in reaction)) continue
      const { decider, id, type, data } = reaction.send
      await side.send(deciderOf(decider) ?? user, id, type, data)
    }
  }
}

const [seller, sales] = [randomUUID(), randomUUID()]

/** A group to move somebody into. */
const addSales = async (side: WriteSide): Promise<void> => {
  await side.send(role, seller, 'CreateRole', { name: 'Seller' })
  await side.send(group, sales, 'CreateGroup', { name: 'Sales', roles: [seller], needsSecondFactor: false })
}

const administrator = async (side: WriteSide): Promise<string> => {
  const id = randomUUID()
  const data = { ...profile, firstName: id.slice(0, 5), email: `${id}@example.com`, groups: ['root'] }
  await side.send(user, id, 'CreateUser', data)
  await side.send(user, id, 'AcceptInvitation', {})
  await react(side, id)
  return id
}

const by = (id: string) => ({ actor: { id, kind: 'user' } }) as const
const codeOf = (outcome: Awaited<ReturnType<WriteSide['send']>>) =>
  outcome.kind === 'rejected' ? outcome.rejection.code : outcome.kind

describe('the last administrator', () => {
  it('is not blocked, deleted or moved out of the group', async () => {
    const [side] = servers(memoryEventStore(), 1) as [WriteSide]
    await addSales(side)
    const ida = await administrator(side)
    const edit = { ...profile, firstName: 'Ida', groups: [sales] }
    expect(codeOf(await side.send(user, ida, 'BlockUser', {}))).toBe('LastAdministrator')
    expect(codeOf(await side.send(user, ida, 'DeleteUser', {}))).toBe('LastAdministrator')
    expect(codeOf(await side.send(user, ida, 'EditUser', edit))).toBe('LastAdministrator')
    expect(codeOf(await side.send(user, ida, 'EditUser', { ...edit, groups: ['root', sales] }))).toBe('done')
    expect(await isRoot(side, ida)).toBe(true)
  })

  it('may go once another one has come, and is the last one again when that one is gone', async () => {
    const [side] = servers(memoryEventStore(), 1) as [WriteSide]
    const [ida, ada] = [await administrator(side), await administrator(side)]
    expect(codeOf(await side.send(user, ida, 'BlockUser', {}, by(ada)))).toBe('done')
    expect(codeOf(await side.send(user, ada, 'DeleteUser', {}))).toBe('LastAdministrator')
    await side.send(user, ida, 'ActivateUser', {})
    await react(side, ida)
    expect(codeOf(await side.send(user, ada, 'DeleteUser', {}, by(ida)))).toBe('done')
    await react(side, ada)
    expect(codeOf(await side.send(user, ida, 'DeleteUser', {}))).toBe('LastAdministrator')
  })

  it('stays whatever several people do at once on several servers', async () => {
    for (let round = 0; round < 20; round += 1) {
      const sides = servers(memoryEventStore(), 3) as [WriteSide, WriteSide, WriteSide]
      await addSales(sides[0])
      const everybody = [
        await administrator(sides[0]),
        await administrator(sides[0]),
        await administrator(sides[0]),
        await administrator(sides[0]),
      ]
      const edit = { ...profile, firstName: 'Ida', groups: [sales] }
      // Each is taken out by the next one, in one of three ways, while it is counted and let in again.
      const outcomes = await Promise.all(
        everybody.flatMap((id, n) => {
          const side = sides[n % 3] ?? sides[0]
          const actor = by(everybody[(n + 1) % everybody.length] ?? id)
          const ways = [
            ['BlockUser', {}],
            ['DeleteUser', {}],
            ['EditUser', edit],
          ] as const
          const [type, data] = ways[(n + round) % 3] ?? ways[0]
          return [
            side.send(user, id, type, data, actor),
            (sides[(n + 1) % 3] ?? side).send(user, id, 'ActivateUser', {}),
            react(sides[(n + 2) % 3] ?? side, id),
          ]
        }),
      )
      const left = await Promise.all(everybody.map(id => isRoot(sides[0], id)))
      expect(left.filter(Boolean).length).toBeGreaterThan(0)
      expect(outcomes).toHaveLength(12)
    }
  })
})

describe('an administrator whom a server began to take out when it broke down', () => {
  /** A log that loses what is said of somebody being blocked. */
  const broken = (store: EventStore): EventStore => ({
    ...store,
    append: async appends => {
      if (appends.some(({ events }) => events.some(({ type }) => type === 'UserBlocked')))
        throw new Error('broken down')
      return store.append(appends)
    },
  })

  it('does not count until a timer confirms it, and then does', async () => {
    const store = memoryEventStore()
    const [side] = servers(store, 1) as [WriteSide]
    const [ida, ada] = [await administrator(side), await administrator(side)]
    const failing = writeSide({ store: broken(store), vault })
    await expect(failing.send(user, ida, 'BlockUser', {}, by(ada))).rejects.toThrow()
    expect(await isRoot(side, ida)).toBe(true)
    expect(codeOf(await side.send(user, ada, 'BlockUser', {}, by(ida)))).toBe('LastAdministrator')
    await react(side, ida)
    expect(codeOf(await side.send(user, ada, 'BlockUser', {}, by(ida)))).toBe('LastAdministrator')
    await side.send(user, ida, 'ConfirmAdministrator', {})
    await react(side, ida)
    expect(codeOf(await side.send(user, ada, 'BlockUser', {}, by(ida)))).toBe('done')
    expect(codeOf(await side.send(user, ida, 'BlockUser', {}))).toBe('LastAdministrator')
  })

  it('is not counted for a confirmation when the block comes first', async () => {
    const [side] = servers(memoryEventStore(), 1) as [WriteSide]
    const [ida, ada] = [await administrator(side), await administrator(side)]
    await side.send(user, ida, 'BlockUser', {}, by(ada))
    await side.send(user, ida, 'ConfirmAdministrator', {})
    await react(side, ida)
    expect(codeOf(await side.send(user, ada, 'BlockUser', {}))).toBe('LastAdministrator')
  })
})
