import { expect, it } from 'vitest'
import { coalesced } from '../../../../projections/engine/run/coalesced.ts'

const gate = () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opened: promise, open: resolve }
}

it('runs one call at a time, and one more for all that was asked for meanwhile', async () => {
  const gates = [gate(), gate(), gate()]
  let calls = 0
  const { ask, ended } = coalesced(
    async () => {
      calls += 1
      await gates[calls - 1]?.opened
    },
    () => {},
  )
  await ended()
  expect(calls).toBe(0)
  for (let times = 0; times < 3; times += 1) ask()
  expect(calls).toBe(1)
  gates[0]?.open()
  await expect.poll(() => calls).toBe(2)
  gates[1]?.open()
  await ended()
  expect(calls).toBe(2)
  ask()
  gates[2]?.open()
  await ended()
  expect(calls).toBe(3)
})

it('has ended only when what was under way has, also when that fails', async () => {
  const { opened, open } = gate()
  const errors: unknown[] = []
  const { ask, ended } = coalesced(
    async () => {
      await opened
      throw new Error('no pool')
    },
    error => errors.push(error),
  )
  ask()
  const end = ended().then(() => errors.length)
  open()
  expect(await end).toBe(1)
})
