import { card, detailGrid } from '../components/card.ts'
import { timeline } from '../components/history.ts'
import { notice } from '../components/notice.ts'
import { type Child, type Html, html } from '../html.ts'
import { replayHref } from '../thing.ts'
import type { Asked } from './asked-moment.ts'
import { differenceTable, shownChanges, type Told } from './differences.ts'
import { type Controls, comparisonForm } from './replay-controls.ts'

/** What a view of a thing's past shows: the moment that was asked for, and what people call the thing. */
export type Shown = Controls & { readonly told: Told; readonly name: string }

/** Says that there are not that many events. */
export const beyond = ({ words, asked, stream }: Shown): Child =>
  asked.kind !== 'malformed' &&
  asked.isBeyond &&
  notice({ tone: 'info', body: words.text('replay.beyond', { last: String(stream.moments.last) }) })

type Comparison = Extract<Asked, { kind: 'comparison' }>

/** Events of a comparison that are listed; the rest is counted. */
const LISTED = 100

const betweenCard = ({ words, stream }: Shown, { from, to }: Comparison): Html => {
  const entries = stream.entries.slice(from + 1, to + 1).filter(entry => entry !== undefined)
  const more = entries.length - LISTED
  const items = entries.slice(0, LISTED).map(entry => ({
    entry: { ...entry, changes: [] },
    asOf: replayHref(entry.thing, { revision: String(entry.revision) }),
  }))
  return card({
    title: words.text('replay.between'),
    aside: words.text('history.count', { count: entries.length }),
    body: html`${timeline(words, items)}${more > 0 && html`<p class="quiet">${words.text('replay.moreEvents', { count: more })}</p>`}`,
  })
}

/** The fields in which two moments differ, and the events that lead from one to the other. */
export const comparisonView = (shown: Shown, asked: Comparison): Html => {
  const { words, stream, told } = shown
  const { from, to } = asked
  const changes = shownChanges(stream.moments, stream.moments.differences(from, to))
  const side = (revision: number) =>
    words.text('replay.side', {
      revision: String(revision),
      at: words.format.moment(stream.entries[revision]?.at ?? new Date(0)),
    })
  const sides = { caption: words.text('replay.differencesCaption'), before: side(from), after: side(to), from, to }
  const back = html`<a href="${replayHref(stream.thing, { revision: String(to) })}">${words.text('replay.back')}</a>`
  const controls = card({
    title: words.text('replay.compareTitle'),
    aside: back,
    body: html`<div class="stack">${comparisonForm(shown)}${beyond(shown)}</div>`,
  })
  const body =
    changes.length === 0
      ? html`<p class="quiet">${words.text('replay.equal')}</p>`
      : differenceTable(told, changes, sides)
  return html`${controls}${detailGrid(
    card({ title: words.text('replay.differences'), body }),
    betweenCard(shown, asked),
  )}`
}
