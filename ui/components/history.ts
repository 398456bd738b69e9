import { pathTo } from '../../api/commands.ts'
import type { FieldChange, HistoryEntry } from '../../api/stream-history.ts'
import { sentenceUnder } from '../../api/text/text.ts'
import type { Actor } from '../../domain/decider.ts'
import type { Json } from '../../eventstore/event-store.ts'
import type { Amount } from '../../projections/engine/fold/amounts.ts'
import { ERASED, isMark, UNREADABLE } from '../../projections/engine/fold/erased.ts'
import { attrs, type Html, html } from '../html.ts'
import { inLanguage, valueName } from '../kit/labels.ts'
import type { Words } from '../words.ts'
import type { Tone } from './badge.ts'
import { eventMarkup, eventSentence } from './event-sentence.ts'
import { moment } from './time.ts'

/** Who did it: a person by name, anything else by what it is. */
export const actorName = (words: Words, { id, kind, owner }: Actor): string => {
  const { text } = words
  if (kind === 'key')
    return text('actor.key', {
      id: personName(words, id),
      owner: owner === undefined ? 'none' : personName(words, owner),
    })
  return kind === 'user' ? personName(words, id) : text(`actor.${kind}`, { id })
}

/** What somebody is called whom events and the trail know by an id; that id where nobody has it (any more). */
export const personName = ({ people }: Words, id: string): string => people?.get(id) ?? id

/** Who a row says has done it. */
export const actorIn = ({
  actorId: id,
  actorKind: kind,
  actorOwner,
}: {
  readonly actorId: string
  readonly actorKind: Actor['kind']
  readonly actorOwner?: string | null
}): Actor => ({ id, kind, ...(typeof actorOwner === 'string' ? { owner: actorOwner } : {}) })

/** A path by the longest part of it that the catalogue names; what follows in a list counts from one. */
const columnName = (words: Words, path: string): string => {
  const { text } = words
  const whole = sentenceUnder(text, `field.${path}`)
  if (whole !== undefined) return whole
  const translated = inLanguage(words, path)
  if (translated !== undefined) return translated
  const [column = path, ...inner] = path.split('.')
  const name = sentenceUnder(text, `field.${column}`)
  if (name === undefined) return path
  return [name, ...inner.map(step => (/^\d+$/.test(step) ? Number(step) + 1 : step))].join(' ')
}

const FURTHER_ROW = /^(\w+) (.+): ([\w.]+)$/
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-/

/**
 * A field by its name in the catalogue, else by its path. Of a further row (`product_price UK/GBP: gross`) the kind of
 * row and its key come first; a key that only machines read is left out.
 * @param category of the thing, where a field of its own may mean something else than in other things
 */
export const fieldName = (words: Words, path: string, category?: string): string => {
  const own = sentenceUnder(words.text, `field.${category}.${path}`)
  if (own !== undefined) return own
  const [, table, key = '', column = path] = FURTHER_ROW.exec(path) ?? []
  const row = sentenceUnder(words.text, `row.${table}`)
  if (row === undefined) return columnName(words, path)
  // The key of a setting is its name.
  const named = table === 'setting' ? sentenceUnder(words.text, `field.${key}`) : undefined
  const shown = named ?? (UUID.test(key) ? row : `${row} ${key}`)
  return `${shown}: ${columnName(words, column)}`
}

/** What stands for a personal value that is not to be had any more. */
export const markText = ({ text }: Words, mark: typeof ERASED | typeof UNREADABLE): string =>
  text(mark === ERASED ? 'history.erased' : 'history.unreadable')

/** An amount as people write it, with its currency. */
export const amountText = ({ format }: Words, { kind, currency }: Amount, value: unknown): string | undefined => {
  if (kind === 'money' && typeof value === 'number') return format.money(value, currency)
  return kind === 'price' && typeof value === 'string' ? format.price(value, currency) : undefined
}

/** The last step of a path, which names what a value is of: `product_price UK/GBP: gross` → `gross`. */
const columnOf = (path: string): string => path.split(/[:.] ?/).at(-1) ?? path

/** A stored value for people: amounts and text as they are written, codes by their names, the rest as JSON; empty where nothing is. */
const shownValue = (
  words: Words,
  { path, amount }: FieldChange,
  value: Json | undefined,
  category: string | undefined,
): string => {
  if (value === undefined || value === null) return ''
  if (isMark(value)) return markText(words, value)
  const money = amount && amountText(words, amount, value)
  if (money !== undefined) return money
  if (typeof value === 'string' || typeof value === 'boolean')
    return valueName(words, category ?? '', columnOf(path), value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Stands where there is no value. */
export const nothing = ({ text }: Words): Html => html`<span class="nothing">${text('history.nothing')}</span>`

const hidden = ({ text }: Words): Html => html`<td colspan="2" class="nothing">${text('history.hidden')}</td>`

const bothValues = (words: Words, change: FieldChange, category: string | undefined): Html => {
  const shown = (value: Json | undefined) => shownValue(words, change, value, category)
  const [before, after] = [shown(change.before), shown(change.after)]
  return html`<td>${before === '' ? nothing(words) : html`<del>${before}</del>`}</td>
<td>${after === '' ? nothing(words) : html`<ins>${after}</ins>`}</td>`
}

const changeRow = (words: Words, change: FieldChange, category?: string): Html =>
  html`<tr><th scope="row">${fieldName(words, change.path, category)}</th>
${change.isHidden === true ? hidden(words) : bothValues(words, change, category)}</tr>`

/** A large order changes tens of thousands of fields at once: so many are shown, the rest is counted. */
export const SHOWN_CHANGES = 100

/** What an event changed, field by field. */
export const fieldChanges = (
  words: Words,
  changes: readonly FieldChange[],
  category?: string,
): Html => html`<table class="changes">
<thead class="visually-hidden"><tr><th scope="col">${words.text('history.field')}</th><th scope="col">${words.text('history.before')}</th><th scope="col">${words.text('history.after')}</th></tr></thead>
<tbody>${changes.slice(0, SHOWN_CHANGES).map(change => changeRow(words, change, category))}</tbody></table>${
  changes.length > SHOWN_CHANGES && moreChanges(words, changes.length)
}`

/** Says how many changed fields are not shown. */
export const moreChanges = ({ text }: Words, count: number): Html =>
  html`<p class="quiet">${text('history.moreChanges', { count: count - SHOWN_CHANGES })}</p>`
/** Where an event has a page of its own. */
export const eventHref = (id: string): string => pathTo('/events/:id', id)

export type TimelineItem = {
  readonly entry: HistoryEntry
  readonly tone?: Tone
  /** The event on a page of its own. */
  readonly href?: string
  /** The thing as it was right after the event. */
  readonly asOf?: string
  readonly open?: boolean
}

const takenBack = (words: Words, event: NonNullable<HistoryEntry['takesBack']>): Html =>
  html`<p class="quiet">${words.text('history.takesBack')} <a href="${eventHref(event.eventId)}">${eventSentence(words, event)}</a></p>`

const item = (
  words: Words,
  { entry, tone, href, asOf, open }: TimelineItem,
): Html => html`<li class="${tone ?? 'neutral'}">
<p class="sentence"><strong>${eventMarkup(words, entry)}</strong> <span class="quiet">${words.text('history.by', { actor: actorName(words, entry.actor) })}</span></p>
<p class="when">${moment(words, entry.at)}</p>
${entry.takesBack !== undefined && takenBack(words, entry.takesBack)}
<p class="mono quiet">${href === undefined ? `${entry.type} v${entry.revision}` : html`<a href="${href}">${entry.type} v${entry.revision}</a>`}${
  entry.origin !== 'live' && html` · ${words.text(`origin.${entry.origin}`)}`
}${asOf !== undefined && html` · <a href="${asOf}">${words.text('history.asOf')}</a>`}</p>
${
  entry.changes.length > 0 &&
  html`<details${attrs({ open })}><summary>${words.text('history.changed')}</summary>${fieldChanges(words, entry.changes, entry.thing.category)}</details>`
}
</li>`

/** An aggregate's history as sentences: who did what, when, and what it changed. */
export const timeline = (words: Words, items: readonly TimelineItem[]): Html =>
  html`<ol class="timeline">${items.map(it => item(words, it))}</ol>`
