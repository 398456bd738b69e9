import { hrefOf } from '../../api/named-things.ts'
import type { HistoryEntry } from '../../api/stream-history.ts'
import { sentenceUnder } from '../../api/text/text.ts'
import type { Parameters } from '../../domain/decider.ts'
import type { Scope } from '../../domain/people/rule.ts'
import { isLanguage } from '../../domain/shared/language.ts'
import { numberOf } from '../../domain/shared/number.ts'
import { type Html, html } from '../html.ts'
import { partName } from '../right-name.ts'
import { settingIn } from '../shop/setting-words.ts'
import type { Words } from '../words.ts'

type Told = Pick<HistoryEntry, 'type' | 'parameters'>
type Reference = { readonly name: string; readonly href: string }

/** Ids that only machines read, as people see them: the number of an order, also in `<order>/<line>`. */
const numbered = (value: string): string =>
  value.replace(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g, id => numberOf(id))

/** Nobody knows a person by their id: users and the owner of a claim are called by their kind alone. */
const nameIn = ({ text }: Words, parameter: string, value: string): string => {
  if (parameter === 'by') return value.slice(value.indexOf('-') + 1)
  if (parameter !== 'owner' && parameter !== 'user') return numbered(value)
  const [category = ''] = parameter === 'user' ? [parameter] : value.split('-')
  return sentenceUnder(text, `thing.${category}`) ?? category
}

const referenceTo = (words: Words, parameter: string, value: string | number): Reference | undefined => {
  const href = hrefOf(parameter, value)
  return href === undefined ? undefined : { name: nameIn(words, parameter, `${value}`), href }
}

/** Amounts in minor units, by the parameters that hold one. */
const AMOUNTS: ReadonlySet<string> = new Set(['total', 'amount', 'difference', 'before'])

const shown = ({ format }: Words, currency: string, name: string, value: string | number): string | number => {
  if (typeof value === 'number') return AMOUNTS.has(name) && currency !== '' ? format.money(value, currency) : value
  if (name === 'country') return format.country(value)
  if (name === 'requestedOn') return format.date(value)
  if (name === 'locale' && isLanguage(value)) return format.language(value)
  return numbered(value)
}

/** A price as a sentence tells it: with tax, without, or both. */
const priceIn = ({ text, format }: Words, { gross, net, currency }: Parameters): { readonly price?: string } => {
  const told = [
    ...(gross === undefined ? [] : [text('event.price.gross', { price: format.price(`${gross}`, `${currency}`) })]),
    ...(net === undefined ? [] : [text('event.price.net', { price: format.price(`${net}`, `${currency}`) })]),
  ]
  return told.length === 0 ? {} : { price: told.join(', ') }
}

/** What a rule is about, as those call it who set it. */
const ruleIn = (words: Words, { area, thing, action }: Parameters): Partial<Scope> => {
  if (typeof area !== 'string' || typeof thing !== 'string' || typeof action !== 'string') return {}
  const scope = { area, thing, action }
  return {
    area: partName(words, 'area', scope),
    thing: partName(words, 'thing', scope),
    action: partName(words, 'action', scope),
  }
}

const GAP = '…'

/** What the catalogue says of an event; a shorter sentence, if there is one, for an event that lacks something. */
const sentence = ({ text }: Words, type: string, parameters: Parameters): string => {
  const whole = sentenceUnder(text, `event.${type}`, parameters) ?? type
  return whole.includes(GAP) ? (sentenceUnder(text, `event.${type}.short`, parameters) ?? whole) : whole
}

type Show = (reference: Reference) => string

const told = (words: Words, { type, parameters }: Told, show: Show): string => {
  const currency = `${parameters['currency'] ?? ''}`
  const filled = Object.entries(parameters).map(([name, value]) => {
    const reference = referenceTo(words, name, value)
    return [name, reference === undefined ? shown(words, currency, name, value) : show(reference)] as const
  })
  const said = {
    ...Object.fromEntries(filled),
    ...priceIn(words, parameters),
    ...ruleIn(words, parameters),
    ...settingIn(words, parameters),
  }
  return sentence(words, type, said)
}

/** An event as a sentence; its type where the catalogue has none. Things are called what people call them. */
export const eventSentence = (words: Words, entry: Told): string => told(words, entry, ({ name }) => name)

/** Stands around the place of a link while the sentence is made; no text has it. */
const MARK = '\u{10FFFD}'

/** The same with a link to each thing that it names. */
export const eventMarkup = (words: Words, entry: Told): Html => {
  const references: Reference[] = []
  const marked = told(words, entry, reference => `${MARK}${references.push(reference) - 1}${MARK}`)
  const parts = marked.split(MARK).map((part, index) => {
    const reference = index % 2 === 1 ? references[Number(part)] : undefined
    return reference === undefined ? part : html`<a href="${reference.href}">${reference.name}</a>`
  })
  return html`${parts}`
}
