import { v7 } from 'uuid'
import { expect } from 'vitest'
import { z } from 'zod'
import { type AnyDecider, reject } from '../../domain/decider.ts'
import { order } from '../../domain/orders/order.ts'
import type { Execute } from '../../eventstore/command.ts'

type Order = typeof order.initial

const Asked = z.strictObject({ lines: z.array(z.int()).optional() })

/** All units of an order, or of some lines, at their end, however far they had come. */
const ended = (was: Order, { lines }: z.infer<typeof Asked>) => {
  if (was.status === 'absent') return reject('unknown', 'OrderUnknown')
  const moves = was.lines.flatMap(({ line, units }) =>
    Object.entries(lines?.includes(line) === false ? {} : units).map(([from, { quantity }]) => ({
      line,
      quantity,
      from,
      to: 'closed',
    })),
  )
  const left = moves.filter(({ from }) => from !== 'cancelled')
  return [{ type: 'OrderAdvanced', data: { step: null, store: was.store, moves: left, wakesAt: null } }]
}

const decider: AnyDecider = {
  ...order,
  commands: { ...order.commands, EndOrder: Asked },
  decide: { ...order.decide, EndOrder: ended },
}

/** Makes an order one that was sent and has ended, so that things can come back: without the stock, the parcel, the hours. */
export const endOrder = async (
  { execute }: { readonly execute: Execute },
  id: string,
  lines?: readonly number[],
): Promise<void> => {
  const actor = { id: 'spec', kind: 'process' } as const
  const command = {
    decider,
    id,
    type: 'EndOrder',
    data: lines === undefined ? {} : { lines },
    commandId: v7(),
    actor,
    origin: 'live',
  } as const
  expect(await execute(command)).toMatchObject({ kind: 'done' })
}
