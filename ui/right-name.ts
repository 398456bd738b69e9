import { commands } from '../api/index.ts'
import { sentenceUnder } from '../api/text/text.ts'
import { ANY, type Scope } from '../domain/people/rule.ts'
import { commandName } from './kit/command-name.ts'
import { thingName } from './thing.ts'
import type { Words } from './words.ts'

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
