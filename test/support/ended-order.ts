import { v7 } from 'uuid'
import { expect } from 'vitest'
import { z } from 'zod'
import { type AnyDecider, reject } from '../../domain/decider.ts'
import { order } from '../../domain/orders/order.ts'
import type { Execute } from '../../eventstore/command.ts'

type Order = typeof order.initial

const Asked = z.strictObject({ to: z.string(), lines: z.array(z.int()).optional() })

/** All units of an order, or of some lines, in a state, however far they had come. */
const moved = (was: Order, { to, lines }: z.infer<typeof Asked>) => {
  if (was.status === 'absent') return reject('unknown', 'OrderUnknown')
  const moves = was.lines.flatMap(({ line, units }) =>
    Object.entries(lines?.includes(line) === false ? {} : units).map(([from, { quantity }]) => ({
      line,
      quantity,
      from,
      to,
    })),
  )
  const left = moves.filter(({ from }) => from !== 'cancelled')
  return [{ type: 'OrderAdvanced', data: { step: null, store: was.store, moves: left, wakesAt: null } }]
}

const decider: AnyDecider = {
  ...order,
  commands: { ...order.commands, MoveOrder: Asked },
  decide: { ...order.decide, MoveOrder: moved },
}

type Executing = { readonly execute: Execute }

/** Makes an order one whose units are in a state, since then: without the stock, the parcel, the hours. */
export const moveOrder = async (
  { execute }: Executing,
  id: string,
  data: z.infer<typeof Asked>,
  at?: Date,
): Promise<void> => {
  const actor = { id: 'spec', kind: 'process' } as const
  const command = { decider, id, type: 'MoveOrder', data, commandId: v7(), actor, origin: 'live' } as const
  expect(await execute(at === undefined ? command : { ...command, at })).toMatchObject({ kind: 'done' })
}

/** Makes an order one that was sent and has ended, so that things can come back. */
export const endOrder = (shop: Executing, id: string, lines?: readonly number[]): Promise<void> =>
  moveOrder(shop, id, { to: 'closed', ...(lines === undefined ? {} : { lines: [...lines] }) })
