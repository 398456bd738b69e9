import { expect, test } from 'vitest'
import { openUnsealed, projectEvent } from '../../../../projections/engine/fold/event.ts'
import { plainValue } from '../../../../projections/engine/model/column-values.ts'
import { Personal } from '../../../../projections/engine/model/personal.ts'
import { projection } from '../../../../projections/engine/model/projection.ts'
import { personalText, table, text } from '../../../../projections/engine/model/table.ts'
import { happened, on } from '../../../support/projections.ts'

const tables = {
  person: table({
    key: ['id'],
    columns: { id: text(), subject: text(), name: text(), phone: personalText() },
    subject: 'subject',
  }),
}

test('the compiler refuses a personal value in a text column and a text in a personal one', () => {
  const wrong = projection({
    name: 'wrong',
    version: 1,
    tables,
    on: {
      CustomerProfileChanged: ({ id, data: { personal } }, { person }) =>
        // @ts-expect-error -- a name is personal, the column is not
        person.put({ id, subject: personal.subject, name: personal.lastName, phone: null }),
      ProductRenamed: ({ id, data: { names } }, { person }) =>
        // @ts-expect-error -- a personal column takes closed values only
        person.put({ id, subject: id, name: names.en, phone: names.en }),
    },
  })
  expect(wrong.name).toBe('wrong')
})

test('what slips past the compiler is refused before it is written', () => {
  const { name, phone } = tables.person.columns
  const closed = new Personal(() => 'Ada')
  expect(() => plainValue('name', name, closed)).toThrow(
    'column name: a personal value in a column not declared personal',
  )
  expect(() => plainValue('phone', phone, 'Ada')).toThrow('column phone: a plain value in a personal column')
  expect(plainValue('phone', phone, closed)).toBe('Ada')
})

test('a closed value prints nothing of itself', () => {
  const closed = new Personal(() => 'Ada')
  expect(`${closed.toString()} ${JSON.stringify({ closed })}`).toBe('[personal] {"closed":"[personal]"}')
})

test('personal data is opened when a handler first reads a field, and only once', () => {
  const [event] = happened(on('customer-7', { type: 'CustomerErased', data: {} }))
  if (event === undefined) throw new Error('no event')
  let opened = 0
  const sealed = { ...event, data: { personal: { subject: 'customer-7', sealed: 'x' } } }
  const { data } = projectEvent(sealed, () => {
    opened += 1
    return { name: 'Ada' }
  }) as unknown as { data: { personal: Record<string, Personal<string> | null> & { subject: string } } }
  expect(data.personal.subject).toBe('customer-7')
  expect(opened).toBe(0)
  expect(data.personal.absent).toBeNull()
  expect(Personal.reveal(data.personal.name ?? null)).toBe('Ada')
  expect(opened).toBe(1)
})

test('an erased subject has only nulls', () => {
  const [event] = happened(on('customer-7', { type: 'CustomerErased', data: {} }))
  if (event === undefined) throw new Error('no event')
  const sealed = { ...event, data: { personal: { subject: 'customer-7', value: null } } }
  const { data } = projectEvent(sealed, openUnsealed) as unknown as { data: { personal: { name: unknown } } }
  expect(data.personal.name).toBeNull()
})
