import { expect, test } from 'vitest'
import { z } from 'zod'
import { type EventData, events } from '../../../domain/index.ts'
import { processes } from '../../../domain/processes/index.ts'
import { claim as claimDecider } from '../../../domain/shared/claim.ts'
import { timers } from '../../../projections/operations/timer.ts'
import registered from '../../domain/samples/CustomerRegistered.json' with { type: 'json' }
import { given } from '../../support/given.ts'
import { folded, type Happened, on } from '../../support/projections.ts'

const claim = (type: 'ClaimMade' | 'ClaimRenewed' | 'ClaimReleased' | 'ClaimExpired', at: string): Happened => ({
  type,
  data: { owner: 'customer-1' },
  at,
})
const made = claim('ClaimMade', '2026-01-15T09:00:00.000Z')
const other = on('claim-email.other', claim('ClaimMade', '2026-01-15T09:03:00.000Z'))
const timersAfter = (...events: readonly Happened[]) =>
  folded(timers, other, on('claim-email.4f', ...events)).rows.timer
const targets = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)

const expiry = {
  category: 'claim',
  id: 'email.4f',
  command: 'ExpireClaim',
  eventId: '00000000-0000-4000-8000-000000000002',
  correlationId: '00000000-0000-4000-8000-000000000002',
  dueAt: new Date('2026-01-15T09:10:00Z'),
  data: { owner: 'customer-1', heldSince: '2026-01-15T09:00:00.000Z' },
}

test('a claim is to expire ten minutes after it was made', () => {
  expect(timersAfter(made)).toContainEqual(expiry)
})

test('the command of a timer expires the claim it was set for', () => {
  const [row] = timersAfter(made).filter(({ id }) => id === 'email.4f')
  if (row === undefined) throw new Error('there is a timer')
  const data = claimDecider.commands.ExpireClaim.parse(row.data)
  const held = { type: 'ClaimMade' as const, data: { owner: 'customer-1' }, at: new Date('2026-01-15T09:00:00Z') }
  const expired = { type: 'ClaimExpired' as const, data: { owner: 'customer-1' } }
  given(claimDecider, 'email.4f', held).when({ type: 'ExpireClaim', data }, { now: row.dueAt }).then(expired)
})

test('a renewed claim gets ten minutes more, under the event that renewed it', () => {
  const rows = timersAfter(made, claim('ClaimRenewed', '2026-01-15T09:06:00.000Z'))
  expect(rows.filter(({ id }) => id === 'email.4f')).toEqual([
    {
      ...expiry,
      correlationId: '00000000-0000-4000-8000-000000000003',
      eventId: '00000000-0000-4000-8000-000000000003',
      dueAt: new Date('2026-01-15T09:16:00Z'),
      data: { owner: 'customer-1', heldSince: '2026-01-15T09:06:00.000Z' },
    },
  ])
})

test.each(['ClaimReleased', 'ClaimExpired'] as const)('after %s only other claims have a timer', type => {
  expect(targets(timersAfter(made, claim(type, '2026-01-15T09:01:00.000Z')))).toEqual(['email.other'])
})

test('a claim on a line of a statement does not expire once the line is booked', () => {
  const money = { amount: 400, currency: 'GBP' as const, store: 'UK', valueDate: '2026-01-15' }
  const captured: Happened = {
    type: 'PaymentCaptured',
    data: { capture: 'statement-1', captureClaim: 'email.4f', way: 'statement', ...money },
  }
  const { rows } = folded(timers, on('claim-email.4f', made), on('order-1', captured))
  expect([rows.timer, rows.claim_used]).toEqual([[], [{ claim: 'email.4f' }]])
})

test('a claim that its owner used does not expire', () => {
  const data: EventData<'CustomerRegistered'> = {
    ...(registered.data as EventData<'CustomerRegistered'>),
    emailClaim: 'email.4f',
  }
  const { rows } = folded(
    timers,
    other,
    on('claim-email.4f', made),
    on('customer-1', { type: 'CustomerRegistered', data }),
  )
  expect(targets(rows.timer)).toEqual(['email.other'])
})

test('a claim and the registration that uses it wait for each other', () => {
  const sequence = (id: string, data: object) => timers.sequence?.({ id, data } as never)
  expect(sequence('1', { emailClaim: 'email.4f' })).toBe(sequence('email.4f', { owner: 'customer-1' }))
  expect(sequence('email.4f', { owner: 'customer-1' })).not.toBe(sequence('email.other', { owner: 'customer-1' }))
})

test('who leaves the administrators is confirmed ten minutes later, unless the event comes that says so', () => {
  const [ida, ada] = ['0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e77', '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e78']
  const left = (user = '') => ({ type: 'AdministratorLeft' as const, data: { user, revision: 1 } })
  const root = on('administrators-root', left(ida), left(ada))
  const due = (...more: Parameters<typeof folded>[1][]) => targets(folded(timers, root, ...more).rows.timer).toSorted()
  expect(due()).toEqual([ida, ada])
  for (const type of ['UserBlocked', 'UserDeleted'] as const)
    expect(due(on(`user-${ida}`, { type, data: {} }))).toEqual([ada])
  expect(due(on(`user-${ida}`, { type: 'UserGroupsChanged', data: { groups: ['sales'], removed: [] } }))).toEqual([ada])
})

/** Types of events whose data have such a field. */
const having = (isMeant: (field: string) => boolean): string[] =>
  Object.entries<z.ZodType>(events).flatMap(([type, schema]) => {
    const { properties = {} } = z.toJSONSchema(schema, { unrepresentable: 'any' })
    return Object.keys(properties).some(isMeant) ? [type] : []
  })

test('every event that names the claim of a name keeps it, and what one releases is freed', () => {
  const claiming = having(field => field === 'nameClaim')
  expect(claiming.filter(type => !(type in timers.on))).toEqual([])
  const answered = new Set(processes.flatMap(({ on }) => Object.keys(on)))
  expect(having(field => field === 'released').filter(type => !answered.has(type))).toEqual([])
  expect([claiming.length > 5, having(field => field === 'released').length > 5]).toEqual([true, true])
})
