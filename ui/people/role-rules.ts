import { roleCommands } from '../../api/people/role.ts'
import { ROOT } from '../../domain/people/role.ts'
import type { Rule } from '../../domain/people/rule.ts'
import { type ListedRole, readRole } from '../../projections/people/role.ts'
import { readStoreKeys } from '../../projections/shop/store.ts'
import { badge } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import { codes } from '../kit/control.ts'
import { type Drawing, editPage } from '../kit/form-pages.ts'
import { valueName } from '../kit/labels.ts'
import { partName, scopeName } from '../right-name.ts'
import type { Words } from '../words.ts'
import { isSought, LONGEST_SEARCH, storesText } from './right-words.ts'
import { meetsAnything, scopes } from './scopes.ts'

const soughtIn = ({ context }: Drawing): string => (context.query.get('q') ?? '').slice(0, LONGEST_SEARCH).trim()

/** A plain question to the same page: rules that it leaves out are not sent, and stay. */
const searchForm = (drawing: Drawing): Html => {
  const { text } = drawing.words
  const sought = soughtIn(drawing)
  return html`<form class="filters" method="get"><input type="search" name="q" value="${sought}" maxlength="${LONGEST_SEARCH}" aria-label="${text('role.rules.search')}" placeholder="${text('role.rules.search')}" autocomplete="off">
<button class="button">${text('rights.show')}</button></form>
<p class="quiet">${text('role.rules.hint')}${sought !== '' && html` ${text('role.rules.shown')}`}</p>`
}

const shownScopes = (drawing: Drawing) => {
  const sought = soughtIn(drawing)
  return sought === '' ? scopes : scopes.filter(scope => isSought(drawing.words, scope, sought))
}

/** The page on which all rules of a role are seen and set: a row for whatever a rule can be about. */
export const rulesPage = editPage(roleCommands.SetRules, {
  read: async ({ viewer, db }, id) => {
    const [role, stores] = await Promise.all([id === ROOT ? undefined : readRole(viewer, db, id), readStoreKeys(db)])
    return role && { ...role, stores }
  },
  title: (words, { name }) => words.text('role.rules.of', { name }),
  meta: () => undefined,
  above: (_, drawing) => searchForm(drawing),
  // The search is asked again with a form that was refused.
  sent: (_, { query }) => ({ query: query.has('q') ? { q: query.get('q') ?? '' } : {} }),
  fields: ({ matrix }, { stores }, drawing) =>
    matrix('rules', {
      caption: drawing.words.text('role.rules.caption'),
      by: shownScopes(drawing),
      columns: ['effect', 'stores'],
      options: { stores: codes(stores) },
      row: scope => scopeName(drawing.words, scope),
      shown: (part, scope) => partName(drawing.words, part, scope),
    }),
})

const effectBadge = (words: Words, { effect }: Rule): Html =>
  badge(valueName(words, 'role', 'effect', effect), effect === 'allow' ? 'good' : 'bad')

/** The rules of a role as they stand. */
export const rulesCard = (words: Words, { rules }: ListedRole): Html => {
  const { text } = words
  const about = (part: 'area' | 'thing' | 'action') => ({
    header: text(`field.${part}`),
    cell: (rule: Rule) => partName(words, part, rule),
  })
  const stale = (rule: Rule) => !meetsAnything(rule) && html` <span class="quiet">${text('role.rules.nothing')}</span>`
  return card({
    title: text('role.rules'),
    aside: text('role.rules.count', { count: rules.length }),
    flush: true,
    body: dataTable<Rule>(words, {
      caption: text('role.rules.caption'),
      columns: [
        about('area'),
        about('thing'),
        { ...about('action'), names: true },
        { header: text('field.effect'), cell: rule => html`${effectBadge(words, rule)}${stale(rule)}` },
        { header: text('field.stores'), cell: rule => storesText(words, rule), quiet: true },
      ],
      rows: rules,
      empty: { title: text('role.rules.none'), hint: text('role.rules.none.hint') },
    }),
  })
}
