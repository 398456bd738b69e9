import type { SeenActivity } from '../../projections/audit/activity.ts'
import { eventSentence } from '../components/event-sentence.ts'
import { actorIn, actorName, eventHref } from '../components/history.ts'
import { moment } from '../components/time.ts'
import { attrs, type Html, html } from '../html.ts'
import type { Words } from '../words.ts'

type Event = Pick<
  SeenActivity,
  | 'eventId'
  | 'type'
  | 'parameters'
  | 'at'
  | 'actorId'
  | 'actorKind'
  | 'actorOwner'
  | 'command'
  | 'commandId'
  | 'causationId'
>

/** A command with its events, each with the commands it caused; `before` are commands it sent for itself, as claims. */
export type Cause = {
  readonly command: string
  readonly commandId: string
  readonly first: Event
  readonly before: readonly Cause[]
  readonly events: readonly { readonly event: Event; readonly caused: readonly Cause[] }[]
}

/**
 * Events that belong together as a tree: a command caused by an event stands below it, one sent by another command below
 * that one, all others are roots.
 * @param events in the order of the log
 */
export const causesOf = (events: readonly Event[]): readonly Cause[] => {
  const commands = Map.groupBy(events, ({ commandId }) => commandId)
  const known = new Set([...commands.keys(), ...events.map(({ eventId }) => eventId)])
  const causedBy = Map.groupBy(
    [...commands.values()].flatMap(([first]) => (first === undefined ? [] : [first])),
    ({ causationId, commandId }) => (causationId !== commandId && known.has(causationId) ? causationId : ''),
  )
  const under = (id: string): Cause[] =>
    (causedBy.get(id) ?? []).map(first => ({
      command: first.command,
      commandId: first.commandId,
      first,
      before: under(first.commandId),
      events: (commands.get(first.commandId) ?? []).map(event => ({ event, caused: under(event.eventId) })),
    }))
  return under('')
}

const eventItem = (words: Words, event: Event, current: string, below: Html | false): Html => {
  const isCurrent = event.eventId === current
  return html`<li class="effect"><a href="${eventHref(event.eventId)}"${attrs({ 'aria-current': isCurrent && 'page' })}>${eventSentence(words, event)}</a>
<span class="mono quiet">${event.type}</span>${below}</li>`
}

const causeItem = (words: Words, { command, first, before, events }: Cause, current: string): Html => {
  const who = actorName(words, actorIn(first))
  const effects = events.map(({ event, caused }) => eventItem(words, event, current, causeList(words, caused, current)))
  return html`<li class="cause"><span class="mono">${command}</span> <span class="quiet">${words.text('history.by', { actor: who })}, ${moment(words, first.at)}</span>
<ul>${before.map(cause => causeItem(words, cause, current))}${effects}</ul></li>`
}

const causeList = (words: Words, causes: readonly Cause[], current: string): Html | false =>
  causes.length > 0 && html`<ul>${causes.map(cause => causeItem(words, cause, current))}</ul>`

/** What caused what, from the first command down, with the event that is looked at marked. */
export const causeTree = (words: Words, events: readonly Event[], current: string): Html =>
  html`<ul class="causes" aria-label="${words.text('event.causes.label')}">${causesOf(events).map(cause => causeItem(words, cause, current))}</ul>`

/** Events as a plain list of links. */
export const eventLinks = (words: Words, events: readonly Event[], current: string): Html =>
  html`<ul class="causes">${events.map(event => eventItem(words, event, current, false))}</ul>`
