import type { EventStory } from '../../api/event-story.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import type { AuditContext } from '../../api/special-pages.ts'
import { type Correlated, readCorrelated, readEventPosition, readTouched } from '../../projections/audit/event.ts'
import { card, definitions, detailGrid } from '../components/card.ts'
import { eventSentence } from '../components/event-sentence.ts'
import { actorName, eventHref, fieldChanges } from '../components/history.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { thingHref, thingName } from '../thing.ts'
import { type Words, wordsFor } from '../words.ts'
import { causeTree, eventLinks } from './causes.ts'
import { eventProofHref } from './event-proof.ts'
import { jsonDefinitions } from './json.ts'
import { positionText } from './position.ts'
import { touchedCard } from './touched.ts'

/** The list of events narrowed to what one value says. */
const eventsWith = (filter: string, value: string, label: string | Html = value): Html => {
  const query = new URLSearchParams({ [filter]: value, sort: '-position' }).toString()
  return html`<a href="/events?${query}">${label}</a>`
}

const mono = (text: string): Html => html`<span class="mono">${text}</span>`

const thingLink = (words: Words, { category, id }: EventStory): Html => {
  const href = thingHref(category, id)
  const label = html`${thingName(words, category)} ${mono(id)}`
  return href === undefined ? label : html`<a href="${href}">${label}</a>`
}

const aboutCard = (words: Words, story: EventStory): Html => {
  const { text, format } = words
  const { entry } = story
  return card({
    title: text('event.about'),
    body: definitions([
      { term: text('event.at'), value: format.exactly(entry.at) },
      { term: text('event.recorded'), value: format.exactly(story.recordedAt) },
      { term: text('event.who'), value: eventsWith('actor', entry.actor.id, actorName(words, entry.actor)) },
      { term: text('activity.thing'), value: thingLink(words, story) },
      { term: text('event.type'), value: eventsWith('type', entry.type) },
      { term: text('events.stream'), value: eventsWith('stream', story.stream) },
      { term: text('event.revision'), value: entry.revision },
      { term: text('events.position'), value: positionText(entry.position) },
      { term: text('activity.origin'), value: text(`origin.${entry.origin}`) },
      { term: text('event.id'), value: mono(entry.eventId) },
    ]),
  })
}

const changesCard = (words: Words, { entry, unapplied }: EventStory): Html => {
  const { text } = words
  const none = html`<p class="quiet">${text('event.changes.none')}</p>`
  const shown = entry.changes.length === 0 ? none : fieldChanges(words, entry.changes, entry.thing.category)
  const failed = unapplied !== undefined && html`<p>${text('event.unapplied', { error: unapplied })}</p>`
  return card({ id: 'changes', title: text('event.changes'), body: failed === false ? shown : failed })
}

const personalPart = (words: Words, { personal }: EventStory): Html | false => {
  if (personal === undefined) return false
  const { text } = words
  const subject = { term: text('event.personal.subject'), value: mono(personal.subject) }
  const opened =
    personal.state !== 'open'
      ? [{ term: text('event.personal'), value: text(`event.personal.${personal.state}`) }]
      : // A personal part is an object by its schema.
        jsonDefinitions(words, personal.value as Readonly<Record<string, unknown>>)
  return html`<h3>${text('event.personal')}</h3>${definitions([subject, ...opened])}`
}

const dataCard = (words: Words, story: EventStory): Html => {
  const { text } = words
  const isEmpty = Object.keys(story.data).length === 0
  const none = story.personal === undefined && html`<p class="quiet">${text('event.data.none')}</p>`
  const data = isEmpty ? none : definitions(jsonDefinitions(words, story.data))
  const metadata = html`<details><summary>${text('event.metadata')}</summary>${definitions(jsonDefinitions(words, story.metadata))}</details>`
  return card({
    id: 'data',
    title: text('event.data'),
    body: html`<div class="facts">${data}${personalPart(words, story)}${metadata}</div>`,
  })
}

const commandCard = (words: Words, { entry, commandId }: EventStory, { events }: Correlated): Html => {
  const { text } = words
  const own = events.filter(event => event.commandId === commandId)
  return card({
    id: 'command',
    title: text('event.command'),
    body: html`<div class="facts">${definitions([
      { term: text('event.command.name'), value: mono(entry.command) },
      { term: text('event.command.id'), value: mono(commandId) },
    ])}<h3>${text('event.command.events')}</h3>${eventLinks(words, own, entry.eventId)}</div>`,
  })
}

const causesCard = (words: Words, { entry, correlationId }: EventStory, { events, isCapped }: Correlated): Html => {
  const { text } = words
  const tree = causeTree(words, events, entry.eventId)
  const capped = isCapped && html`<p class="quiet">${text('event.causes.capped')}</p>`
  const all = html`<p>${eventsWith('correlation', correlationId, text('event.causes.all'))}</p>`
  return card({ id: 'causes', title: text('event.causes'), body: html`${tree}${capped}${all}` })
}

const headOf = (words: Words, { entry, previous, next }: EventStory): Html => {
  const { text } = words
  const by = text('history.by', { actor: actorName(words, entry.actor) })
  const to = (id: string | undefined, label: string) =>
    id === undefined ? undefined : linkButton({ label, href: eventHref(id) })
  return pageHead({
    title: eventSentence(words, entry),
    meta: html`${by}, ${moment(words, entry.at)}`,
    actions: html`${linkButton({ label: text('event.proof'), href: eventProofHref(entry.eventId) })}${to(previous, text('event.previous'))}${to(next, text('event.next'))}`,
  })
}

const viewOf = async (context: PageContext, story: EventStory): Promise<View> => {
  const { viewer, now, db } = context
  const words = wordsFor(viewer, now)
  const [related, places] = await Promise.all([
    readCorrelated(viewer, db, { correlationId: story.correlationId, eventId: story.entry.eventId }),
    readTouched(viewer, db, story.touched),
  ])
  const { eventId } = story.entry
  const body = html`${headOf(words, story)}${detailGrid(
    [
      changesCard(words, story),
      dataCard(words, story),
      touchedCard(words, places, { eventId, category: story.category }),
    ],
    [aboutCard(words, story), commandCard(words, story, related), causesCard(words, story, related)],
  )}`
  return { title: eventSentence(words, story.entry), body }
}

const storyOf = async (context: AuditContext, id: string): Promise<EventStory | undefined> => {
  const position = await readEventPosition(context.viewer, context.db, id)
  const story = position === undefined ? undefined : await context.event(position)
  // The log may have been replaced by another since it was projected.
  return story?.entry.eventId === id ? story : undefined
}

/** One event: what it says, who and when, why it happened and what came of it, what it changed. */
export const eventPage: Page<AuditContext> = {
  path: '/events/:id',
  may: 'audit:read',
  audited: 'view',
  name: async (context, id) => {
    const story = await storyOf(context, id)
    return story && eventSentence(wordsFor(context.viewer, context.now), story.entry)
  },
  view: async context => {
    const story = await storyOf(context, context.params['id'] ?? '')
    return story && viewOf(context, story)
  },
}
