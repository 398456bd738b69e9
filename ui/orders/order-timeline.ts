import { pathTo } from '../../api/commands.ts'
import { OPENED_IN } from '../../api/opened-in.ts'
import type { PageContext } from '../../api/page.ts'
import { type FactKind, factKinds } from '../../domain/orders/fact-kinds.ts'
import type { SeenActivity } from '../../projections/audit/activity.ts'
import type { OrderComment } from '../../projections/orders/order-detail.ts'
import { readTimeline, type TimelinePage } from '../../projections/orders/order-timeline.ts'
import { card } from '../components/card.ts'
import { eventMarkup } from '../components/event-sentence.ts'
import { actorIn, actorName, eventHref, personName } from '../components/history.ts'
import { tabs } from '../components/tabs.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { withQuery } from '../query.ts'
import { commentText } from './order-comments.ts'

const PER_PAGE = 20
const KIND = 'facts'
const OLDER = 'facts.before'
const Position = /^\d{20}-\d{20}$/

const kindIn = (query: URLSearchParams): FactKind | undefined => factKinds.find(kind => kind === query.get(KIND))

/** The facts that the address asks for: all of the last ones, unless it names a kind or a position. */
export const readFacts = ({ viewer, db, query }: PageContext, order: string): Promise<TimelinePage> => {
  const before = query.get(OLDER) ?? ''
  return readTimeline(viewer, db, order, {
    kind: kindIn(query),
    before: Position.test(before) ? before : undefined,
    limit: PER_PAGE,
  })
}

/** An address of the same page; the list that it was opened in stays known. */
const at = ({ context: { query } }: Drawing, order: string, more: Readonly<Record<string, string>>): string => {
  const list = query.get(OPENED_IN)
  const kept = list === null ? {} : { [OPENED_IN]: list }
  return `${withQuery(pathTo('/orders/:id', order), { ...more, ...kept })}#timeline`
}

const kinds = (drawing: Drawing, order: string): Html => {
  const { text } = drawing.words
  const chosen = kindIn(drawing.context.query)
  return tabs(text('order.timeline.kinds'), [
    { label: text('order.timeline.all'), href: at(drawing, order, {}), current: chosen === undefined },
    ...factKinds.map(kind => ({
      label: text(`order.timeline.${kind}`),
      href: at(drawing, order, { [KIND]: kind }),
      current: chosen === kind,
    })),
  ])
}

const sentence = ({ words }: Drawing, { type, parameters }: SeenActivity): Html => {
  const { user } = parameters
  return type === 'OrderAssigned' && typeof user === 'string'
    ? html`${words.text('order.timeline.assigned', { name: personName(words, user) })}`
    : eventMarkup(words, { type, parameters })
}

type Told = { readonly id: string; readonly facts: TimelinePage; readonly comments: readonly OrderComment[] }

/** Facts in a row that read the same, such as stock that was reserved for one line after the other. */
type Run = { readonly fact: SeenActivity; readonly said: string; readonly count: number }

const runsOf = (drawing: Drawing, facts: readonly SeenActivity[]): Run[] => {
  const { words } = drawing
  const saidOf = (fact: SeenActivity): string =>
    html`${sentence(drawing, fact)} ${actorName(words, actorIn(fact))} ${words.format.moment(fact.at)}`.markup
  return facts.reduce<Run[]>((runs, fact) => {
    const [last, said] = [runs.at(-1), saidOf(fact)]
    return last?.said === said && fact.type !== 'OrderCommented'
      ? [...runs.slice(0, -1), { ...last, count: last.count + 1 }]
      : [...runs, { fact, said, count: 1 }]
  }, [])
}

/** A fact as a sentence, how often in a row, and what was said with it. */
const item = (drawing: Drawing, { comments }: Told, { fact, count }: Run): Html => {
  const { words, context } = drawing
  const said = fact.type === 'OrderCommented' && comments.find(({ revision }) => revision === fact.revision)
  const href = context.viewer.may.has('audit:read') && eventHref(fact.eventId)
  return html`<li class="${said ? 'info' : 'neutral'}">
<p class="sentence">${count > 1 && html`<span class="quiet">${words.format.number(count)} ×</span> `}<strong>${sentence(drawing, fact)}</strong> <span class="quiet">${words.text('history.by', { actor: actorName(words, actorIn(fact)) })}</span></p>
${said && commentText(words, said)}
<p class="when">${href === false ? moment(words, fact.at) : html`<a href="${href}">${moment(words, fact.at)}</a>`}</p>
</li>`
}

const pages = (drawing: Drawing, { id, facts: { older } }: Told): Html | false => {
  const { query } = drawing.context
  const kind = kindIn(query)
  const same: Readonly<Record<string, string>> = kind === undefined ? {} : { [KIND]: kind }
  if (older === undefined && !query.has(OLDER)) return false
  const { text } = drawing.words
  return html`<nav class="pager" aria-label="${text('order.timeline.pages')}">
${query.has(OLDER) && html`<a class="button" href="${at(drawing, id, same)}" rel="start">${text('history.newest')}</a>`}
${older !== undefined && html`<a class="button" href="${at(drawing, id, { ...same, [OLDER]: older })}" rel="next">${text('history.older')}</a>`}
</nav>`
}

/** What happened to an order, newest first, with what was said in between. */
export const timelineCard = (drawing: Drawing, order: Told): Html => {
  const { text } = drawing.words
  const { facts } = order.facts
  const list =
    facts.length === 0
      ? html`<p class="quiet">${text('order.timeline.none')}</p>`
      : html`<ol class="timeline">${runsOf(drawing, facts).map(run => item(drawing, order, run))}</ol>`
  const body = html`${kinds(drawing, order.id)}<div class="card-body stack">${list}${pages(drawing, order)}</div>`
  return card({ id: 'timeline', title: text('order.timeline'), flush: true, body })
}
