import { describe, expect, it } from 'vitest'
import { card1 } from '../../../domain/orders/processes/card-1.ts'
import { orderProcesses } from '../../../domain/orders/processes/index.ts'
import { settingsFrom } from '../../../projections/shop/settings.ts'
import { processGraph } from '../../../ui/orders/order-process-graph.ts'
import { BOX, layoutOf } from '../../../ui/orders/process-layout.ts'
import { words } from '../../support/sample-shell.ts'

const overlap = (a: { x: number; y: number }, b: { x: number; y: number }) =>
  Math.abs(a.x - b.x) < BOX.width && Math.abs(a.y - b.y) < BOX.height

const hour = { setting: 'cardPaymentMinutes', place: 'UK', value: 45 }
const settings = settingsFrom([hour as Parameters<typeof settingsFrom>[0][number]])
const drawn = (counts: readonly (readonly [string, string])[], store?: string) =>
  processGraph(words, card1, { counts: new Map(counts), settings, store, isOfOrder: true }).markup

describe('the drawing of a process', () => {
  it.each(orderProcesses.map(process => [process.name, process] as const))(
    'of %s has every state once, none on top of another, and a line for every way',
    (_, process) => {
      const { boxes, lines, width, height } = layoutOf(process)
      expect(boxes.map(({ state }) => state).toSorted()).toEqual(Object.keys(process.states).toSorted())
      expect(boxes.flatMap((a, index) => boxes.slice(index + 1).filter(b => overlap(a, b)))).toEqual([])
      expect(lines.flatMap(({ ways }) => ways).length).toBe(process.transitions.length)
      expect(boxes.every(({ x, y }) => x + BOX.width <= width && y + BOX.height <= height)).toBe(true)
    },
  )

  it('leads a way that passes states over around them', () => {
    const states = { here: ['open'], there: ['open'], last: [] } as const
    const transitions = [
      { from: 'here', to: 'there', step: 'skip_wait' },
      { from: 'there', to: 'last', step: 'close' },
      { from: 'here', to: 'last', step: 'close' },
    ] as const
    const { boxes, lines } = layoutOf({ name: 'short-1', start: 'here', states, transitions })
    const [first] = boxes
    const leap = lines.find(({ from, to }) => from === 'here' && to === 'last')
    expect(leap?.path).toMatch(new RegExp(`^M${first?.x} \\d+H${(first?.x ?? 0) - 20}V`))
  })

  it('marks where units are, were, and can go', () => {
    const markup = drawn([['payment_pending', '3 units']])
    expect(markup).toMatch(/class="state\s+now"[^]*?Payment pending/)
    expect(markup).toMatch(/class="state\s+done"[^]*?Grace period/)
    expect(markup).toMatch(/class="state\s+possible"[^]*?Confirmed/)
    expect(markup).toMatch(/class="state end possible"[^]*?Cancelled/)
  })

  it('says how long time takes at the store', () => {
    expect(drawn([], 'UK')).toContain('after 45 minutes')
    expect(drawn([])).toContain('after 60 minutes')
  })

  it('says the same in a list for whoever does not see it', () => {
    const list = drawn([['payment_pending', '3 units']], 'UK').split('<ol')[1]
    expect(list).toContain('Payment pending (now): 3 units')
    expect(list).toContain('Grace period (passed)')
    expect(list).toContain('when it is paid: Confirmed')
    expect(list).toContain('after 45 minutes: Cancelled')
  })
})
