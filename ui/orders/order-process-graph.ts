import { hasFlag, type OrderProcess } from '../../domain/orders/process/definition.ts'
import { passedBefore } from '../../domain/orders/process/ways.ts'
import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { stateName } from './badges.ts'
import { BOX, type Box, type Layout, type Line, layoutOf } from './process-layout.ts'
import { flagMarks, type Lengths, processName, wayName } from './process-words.ts'

export type Graph = Lengths & {
  /** What stands in a state: units of an order, or orders; states without any are left out. */
  readonly counts: ReadonlyMap<string, string>
  /** It is one order's: where it is now, where it was, and where it can go from here are marked. */
  readonly isOfOrder: boolean
}

type Standing = 'now' | 'done' | 'possible' | ''

type Shown = Graph & { readonly process: OrderProcess; readonly standing: (state: string) => Standing }

const standingIn = (process: OrderProcess, { counts, isOfOrder }: Graph): Shown['standing'] => {
  if (!isOfOrder) return () => ''
  const done = passedBefore(process, counts.keys())
  const possible = new Set(process.transitions.flatMap(({ from, to }) => (counts.has(from) ? [to] : [])))
  return state => (counts.has(state) ? 'now' : done.has(state) ? 'done' : possible.has(state) ? 'possible' : '')
}

const marks = (words: Words, { process }: Shown, state: string): Html =>
  html`${(process.states[state] ?? []).map(flag => {
    const mark = flagMarks[flag]
    return mark !== undefined && html`<tspan dx="4">${mark}<title>${words.text(`orderFlag.${flag}`)}</title></tspan>`
  })}`

const box = (words: Words, shown: Shown, { state, x, y }: Box): Html => {
  const end = hasFlag(shown.process, state, 'open') ? '' : 'end'
  const name = stateName(words, state)
  return html`<g class="state ${end} ${shown.standing(state)}"><rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="8"/>
<text class="name" x="${x + 12}" y="${y + 22}">${name}</text><text class="count" x="${x + 12}" y="${y + 41}">${shown.counts.get(state) ?? ''}</text>
<text class="marks" x="${x + BOX.width - 10}" y="${y + 41}" text-anchor="end">${marks(words, shown, state)}</text></g>`
}

const line = (words: Words, shown: Shown, { from, ways, path, label, isFlat, to }: Line): Html => {
  const isAutomatic = ways.every(way => 'when' in way || 'after' in way)
  const gone = shown.standing(from) === 'done' && ['done', 'now'].includes(shown.standing(to))
  const standing = shown.isOfOrder && shown.counts.has(from) ? 'possible' : gone ? 'done' : ''
  const names = ways.map(way => wayName(words, way, shown))
  const said = isFlat
    ? html`${names.join(' · ')}`
    : html`${names.map((name, index) => html`<tspan x="${label.x}" dy="${index === 0 ? 0 : 15}">${name}</tspan>`)}`
  return html`<g class="way ${isAutomatic && 'automatic'} ${standing}"><path d="${path}"/><text x="${label.x}" y="${label.y}">${said}</text></g>`
}

/** The same in words: each state, how it stands, and where it leads. */
const list = (words: Words, shown: Shown): Html =>
  html`<ol class="visually-hidden">${Object.keys(shown.process.states).map(state => {
    const standing = shown.standing(state)
    const stands = standing === '' ? '' : ` (${words.text(`orderGraph.${standing}`)})`
    const count = shown.counts.get(state)
    const ways = shown.process.transitions.filter(({ from }) => from === state)
    return html`<li>${stateName(words, state)}${stands}${count !== undefined && html`: ${count}`}<ul>${ways.map(
      way =>
        html`<li>${words.text('orderGraph.way', { by: wayName(words, way, shown), to: stateName(words, way.to) })}</li>`,
    )}</ul></li>`
  })}</ol>`

const picture = (words: Words, shown: Shown, { width, height, boxes, lines }: Layout): Html =>
  html`<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true">${lines.map(one => line(words, shown, one))}${boxes.map(one => box(words, shown, one))}</svg>`

/** A process drawn as a graph. The picture is for the eye, the list behind it for everybody else. */
export const processGraph = (words: Words, process: OrderProcess, graph: Graph): Html => {
  const shown: Shown = { ...graph, process, standing: standingIn(process, graph) }
  const label = words.text('orderGraph.title', { process: processName(words, process.name) })
  return html`<figure class="order-graph"><div class="sideways" role="group" tabindex="0" aria-label="${label}">${picture(words, shown, layoutOf(process))}</div>${list(words, shown)}
<figcaption class="quiet">${words.text(graph.isOfOrder ? 'orderGraph.legend.order' : 'orderGraph.legend')}</figcaption></figure>`
}
