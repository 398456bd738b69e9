import { commands } from '../../api/index.ts'
import { sentenceUnder } from '../../api/text/text.ts'
import { ANY, type Rule, type Scope } from '../../domain/people/rule.ts'
import { commandName } from '../kit/form.ts'
import { thingName } from '../thing.ts'
import type { Words } from '../words.ts'

const areaName = ({ text }: Words, area: string): string =>
  area === ANY ? text('right.any.area') : (sentenceUnder(text, `nav.group.${area}`) ?? area)

const nameOfThing = (words: Words, thing: string): string =>
  thing === ANY
    ? words.text('right.any')
    : (sentenceUnder(words.text, `right.thing.${thing}`) ?? thingName(words, thing))

/** A command is called what its button is, unless that only says to save. */
const actionName = (words: Words, { thing, action }: Pick<Scope, 'thing' | 'action'>): string => {
  if (action === ANY) return words.text('right.any')
  const route = commands.find(({ decider, command }) => decider.category === thing && command === action)
  const own = sentenceUnder(words.text, `right.action.${action}`)
  return own ?? (route === undefined ? action : commandName(words, route))
}

/** What a part of a rule is called. */
export const partName = (words: Words, part: keyof Scope, scope: Scope): string => {
  if (part === 'area') return areaName(words, scope.area)
  return part === 'thing' ? nameOfThing(words, scope.thing) : actionName(words, scope)
}

/** What a rule is about, in one line. */
export const scopeName = (words: Words, scope: Scope): string =>
  words.text('role.rules.row', {
    action: actionName(words, scope),
    thing: nameOfThing(words, scope.thing),
    area: areaName(words, scope.area),
  })

/** The stores a rule holds for. */
export const storesText = ({ text, locale }: Words, { stores }: Pick<Rule, 'stores'>): string =>
  stores === undefined ? text('role.stores.all') : new Intl.ListFormat(locale).format(stores)

/** So much of a search is looked for. */
export const LONGEST_SEARCH = 100

/** Whether somebody looks for this among what there is: every word of it is in the names, or is its key. */
export const isSought = (words: Words, scope: Scope, sought: string): boolean => {
  const { area, thing, action } = scope
  const said = `${scopeName(words, scope)} ${area} ${thing} ${action}`.toLocaleLowerCase(words.locale)
  return sought
    .toLocaleLowerCase(words.locale)
    .split(/\s+/u)
    .every(word => said.includes(word))
}
