import { accessKinds, type ListedAccess } from '../../api/auditing.ts'
import { catalogue } from '../../api/catalogue.ts'
import { permissionName } from '../../api/permission-name.ts'
import { sentenceUnder } from '../../api/text/text.ts'
import type { Permission } from '../../domain/permission.ts'
import { personName } from '../components/history.ts'
import { scopeName } from '../right-name.ts'
import { thingName } from '../thing.ts'
import type { Words } from '../words.ts'
import { askedText } from './asked-text.ts'

/** What is said of every kind; the rest is a look. */
export const TONES = {
  search: 'info',
  export: 'warn',
  rewrite: 'warn',
  signed_in: 'good',
  link_used: 'good',
  proved: 'good',
  not_signed_in: 'warn',
  locked_out: 'bad',
  refused: 'warn',
  forbidden: 'bad',
} as const

export const toneOf = (kind: string) => Object.entries(TONES).find(([known]) => known === kind)?.[1] ?? 'neutral'

/** One that a later release has written stands as it is. */
export const kindName = ({ text }: Words, kind: string): string => sentenceUnder(text, `access.kind.${kind}`) ?? kind

export const kindOptions = (words: Words) => accessKinds.map(value => ({ value, label: kindName(words, value) }))

/** The path as it was asked for, with its parameters filled in. */
export const addressOf = ({ path, params }: ListedAccess): string =>
  path.replaceAll(/:(\w+)/g, (name: string, key: string) => params[key] ?? name)

type Names = Pick<ReadonlyMap<string, string>, 'get'>

/** A rule as the record has it: `deny people/user/* UK`. */
const RULE = /^(allow|deny) ([^/ ]+)\/([^/ ]+)\/([^/ ]+)(?: (.+))?$/

const ruleText = (words: Words, value: string): string => {
  const [, effect, area, thing, action, stores] = RULE.exec(value) ?? []
  if (effect === undefined || area === undefined || thing === undefined || action === undefined)
    return sentenceUnder(words.text, `access.rule.${value}`) ?? value
  const said = sentenceUnder(words.text, `access.rule.${effect}`, { scope: scopeName(words, { area, thing, action }) })
  return [said ?? value, ...(stores === undefined ? [] : [stores.split(' ').join(', ')])].join(' – ')
}

const seenAs = (words: Words, value: string, roles: Names): string => {
  const [kind = '', id = ''] = value.split(' ')
  const name = kind === 'role' ? (roles.get(id) ?? id) : personName(words, id)
  return `${thingName(words, kind)} ${name}`
}

/** What a rule says that refused something. What it was about is not recorded, so there is a gap where it says so. */
const reasonText = ({ text }: Words, code: string): string => {
  const said = sentenceUnder(text, `rejection.${code}`)
  return said === undefined || said.includes('NaN') ? code : `${said} (${code})`
}

const isPermission = (value: string): value is Permission => catalogue.some(known => known === value)

/** What a fact of the record says, in the order in which they are told. */
const FACTS: Readonly<Record<string, (words: Words, value: string, roles: Names) => string>> = {
  link: ({ text }, value) => sentenceUnder(text, `access.link.${value}`) ?? value,
  code: reasonText,
  permission: ({ text }, value) => (isPermission(value) ? permissionName(text, value) : value),
  store: (_, value) => value,
  thing: (_, value) => value,
  run: (_, value) => value,
  rule: ruleText,
  role: (_, value, roles) => roles.get(value) ?? value,
  viewedAs: seenAs,
}

const ORDER = Object.keys(FACTS)

/** What the program said of it: whatever is no parameter of the path. */
const factsOf = (words: Words, { path, params }: ListedAccess, roles: Names): readonly string[] =>
  Object.entries(params)
    .filter(([name]) => !path.includes(`:${name}`))
    .sort(([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other))
    .map(([name, value]) => {
      const told = FACTS[name]?.(words, value, roles) ?? value
      return `${sentenceUnder(words.text, `access.fact.${name}`) ?? name}: ${told}`
    })

/** What somebody asked for, or why they could not have it. */
export const askedOrSaid = (words: Words, row: ListedAccess, roles: Names): string =>
  row.kind === 'rewrite'
    ? words.text('access.rewritten', {
        accesses: Number(row.params['accesses']),
        exports: Number(row.params['exports']),
      })
    : [...factsOf(words, row, roles), askedText(words, row)].filter(part => part !== '').join('; ')
