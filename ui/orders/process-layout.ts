import type { OrderProcess, Transition } from '../../domain/orders/process/definition.ts'
import { isAside } from '../../domain/orders/process/ways.ts'

export const BOX = { width: 190, height: 52 } as const
const ROW = 112
/** Between the usual way and what lies beside it: labels, and the lanes by which lines come there. */
const BESIDE = 270
const LANE = 14
const MARGIN = 2

type Point = { readonly x: number; readonly y: number }
export type Box = Point & { readonly state: string }

/** All ways from one state to another: one line. */
export type Line = {
  readonly from: string
  readonly to: string
  readonly ways: readonly Transition[]
  readonly path: string
  /** Where its words begin, downwards. */
  readonly label: Point
  /** Its words stand in one line. */
  readonly isFlat: boolean
}

export type Layout = {
  readonly width: number
  readonly height: number
  readonly boxes: readonly Box[]
  readonly lines: readonly Line[]
}

type Rows = ReadonlyMap<string, number>

/** Those beside the way each in a row of its own, as near as can be to the middle of where they are come to from. */
const rowsBeside = ({ transitions }: OrderProcess, asides: readonly string[], rows: Rows): Rows => {
  const taken = new Map<string, number>()
  for (const state of asides) {
    const from = transitions.flatMap(way => (way.to === state ? (rows.get(way.from) ?? []) : []))
    const middle = from.length === 0 ? 0 : Math.floor((Math.min(...from) + Math.max(...from)) / 2)
    const used = new Set(taken.values())
    let row = middle
    while (used.has(row)) row += 1
    taken.set(state, row)
  }
  return taken
}

const downwards = (from: Box, to: Box) => {
  const x = from.x + BOX.width / 2
  return {
    path: `M${x} ${from.y + BOX.height}V${to.y - 1}m-4 -7l4 7l4 -7`,
    label: { x: x + 10, y: from.y + BOX.height + 18 },
  }
}

/** On the left past the boxes between. */
const around = (from: Box, to: Box) => {
  const [start, end, lane] = [from.y + BOX.height / 2, to.y + BOX.height / 2, from.x - 20]
  const path = `M${from.x} ${start}H${lane}V${end}H${to.x - 1}m-7 -4l7 4l-7 4`
  return { path, label: { x: 0, y: (start + end) / 2 } }
}

const sidewards = (from: Box, to: Box, { port, lane }: { readonly port: number; readonly lane: number }) => {
  const [x, y, end] = [from.x + BOX.width, from.y + port, to.y + BOX.height / 2]
  const path = `M${x} ${y}H${to.x - LANE * lane}V${end}H${to.x - 1}m-7 -4l7 4l-7 4`
  return { path, label: { x: x + 8, y: y - 5 } }
}

const boxesOf = (rows: Rows, x: number): Box[] => [...rows].map(([state, row]) => ({ state, x, y: MARGIN + row * ROW }))

/** Where the states of a process are drawn: the usual way downwards, and what leads off it to the right. */
export const layoutOf = (process: OrderProcess): Layout => {
  const states = Object.keys(process.states)
  const rows: Rows = new Map(states.filter(state => !isAside(process, state)).map((state, row) => [state, row]))
  const asides = states.filter(state => !rows.has(state))
  const isNext = (from: string, to: string) => rows.get(to) === (rows.get(from) ?? 0) + 1
  const hasLeaps = process.transitions.some(({ from, to }) => rows.has(from) && rows.has(to) && !isNext(from, to))
  const x = MARGIN + (hasLeaps ? 150 : 0)
  const boxes = [...boxesOf(rows, x), ...boxesOf(rowsBeside(process, asides, rows), x + BOX.width + BESIDE)]
  const boxOf = new Map(boxes.map(box => [box.state, box]))
  const byEnds = Map.groupBy(process.transitions, ({ from, to }) => `${from}>${to}`)
  const aside = (from: string) =>
    new Set(process.transitions.filter(way => way.from === from && asides.includes(way.to)).map(({ to }) => to))
  const lines = [...byEnds.values()].flatMap((ways): Line[] => {
    const [way] = ways
    const [from, to] = [boxOf.get(way?.from ?? ''), boxOf.get(way?.to ?? '')]
    if (from === undefined || to === undefined) return []
    const ends = { from: from.state, to: to.state, ways }
    if (rows.has(to.state))
      return [{ ...ends, isFlat: false, ...(isNext(from.state, to.state) ? downwards(from, to) : around(from, to)) }]
    const beside = [...aside(from.state)].toSorted((a, b) => asides.indexOf(a) - asides.indexOf(b))
    const port = Math.round((BOX.height * (beside.indexOf(to.state) + 1)) / (beside.length + 1))
    return [{ ...ends, isFlat: true, ...sidewards(from, to, { port, lane: asides.indexOf(to.state) + 1 }) }]
  })
  const right = Math.max(...boxes.map(box => box.x)) + BOX.width + MARGIN
  return { width: right, height: Math.max(...boxes.map(({ y }) => y)) + BOX.height + MARGIN, boxes, lines }
}
