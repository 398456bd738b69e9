import { catalogue } from '../../api/catalogue.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { everybodys, type Rights, rightsOf, type Why } from '../../domain/people/rights.ts'
import { type Permission, partsOf } from '../../domain/permission.ts'
import { type RuledRole, readRuledRoles } from '../../projections/people/role.ts'
import { readStoreKeys } from '../../projections/shop/store.ts'
import { badge } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { emptyState } from '../components/empty-state.ts'
import { pageHead } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { attrs, type Html, html } from '../html.ts'
import { partName, scopeName } from '../right-name.ts'
import { thingLink } from '../thing.ts'
import { type Words, wordsFor } from '../words.ts'
import { isSought, LONGEST_SEARCH, storesText } from './right-words.ts'
import { RIGHTS } from './rights-href.ts'
import { type Asked, askedIn, type Whose } from './whose-rights.ts'

/** Another group is chosen in place of whoever it was. */
const questionForm = ({ text }: Words, { all, whose, sought }: Asked): Html => {
  const chosen = whose?.kept['user'] === undefined ? whose?.groups[0]?.group : undefined
  const option = ({ group, name }: Asked['all'][number]) =>
    html`<option value="${group}"${attrs({ selected: group === chosen })}>${name}</option>`
  const kept = Object.entries(whose?.kept ?? {}).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return html`<form class="filters" method="get" action="${RIGHTS}">${kept}
<select name="group" aria-label="${text('rights.whose')}"><option value="">${whose?.kept['user'] === undefined ? text('rights.choose') : whose.name}</option>${all.map(option)}</select>
<input type="search" name="q" value="${sought}" maxlength="${LONGEST_SEARCH}" aria-label="${text('rights.search')}" placeholder="${text('rights.search')}" autocomplete="off">
<button class="button">${text('rights.show')}</button></form>`
}

const answer = (words: Words, { allowed, stores }: Why<unknown>): Html => {
  const { text } = words
  if (!allowed) return badge(text('rights.no'), 'bad')
  if (stores === undefined) return badge(text('rights.yes'), 'good')
  return badge(text('rights.some', { stores: storesText(words, { stores: [...stores] }) }), 'warn')
}

type Because = Why<RuledRole>['because'][number]

/** The groups by which somebody has a role. */
const groupsOf = ({ viewer }: PageContext, { groups }: Whose, { role }: RuledRole): Html => {
  const having = groups.filter(({ roles }) => roles.includes(role))
  return html`${having.map(({ group, name }, index) => html`${index > 0 && ', '}${thingLink(viewer, 'group', group, name)}`)}`
}

const ruleText = (words: Words, context: PageContext, whose: Whose, { role, rule }: Because): Html => {
  const stores = rule.stores === undefined ? 'none' : storesText(words, rule)
  const said = words.text('rights.rule', { effect: rule.effect, rule: scopeName(words, rule), stores })
  return html`<li>${said} ${thingLink(context.viewer, 'role', role.role, role.name)} (${groupsOf(context, whose, role)})</li>`
}

const reason = (words: Words, context: PageContext, whose: Whose, permission: Permission, why: Why<RuledRole>) => {
  if (everybodys.has(permission)) return html`${words.text('rights.everybodys')}`
  if (why.because.length === 0) return html`<span class="quiet">${words.text('rights.unsaid')}</span>`
  return html`<ul>${why.because.map(because => ruleText(words, context, whose, because))}</ul>`
}

type Shown = { readonly whose: Whose; readonly sought: string; readonly rights: Rights<RuledRole> }

const table = (words: Words, context: PageContext, { whose, sought, rights }: Shown): Html => {
  const { text } = words
  const rows = catalogue.filter(permission => isSought(words, partsOf(permission), sought))
  const part = (name: 'area' | 'thing' | 'action') => ({
    header: text(`field.${name}`),
    cell: (permission: Permission) => partName(words, name, partsOf(permission)),
  })
  const allowed = rows.filter(permission => rights.may.has(permission)).length
  return card({
    title: whose.name,
    aside: text('rights.count', { allowed, all: rows.length }),
    flush: true,
    body: dataTable<Permission>(words, {
      caption: text('rights.caption'),
      columns: [
        part('area'),
        part('thing'),
        { ...part('action'), names: true },
        { header: text('rights.answer'), cell: permission => answer(words, rights.why(permission)) },
        {
          header: text('rights.why'),
          cell: permission => reason(words, context, whose, permission, rights.why(permission)),
          wraps: true,
        },
      ],
      rows,
      empty: { title: text('rights.none'), hint: text('rights.none.hint') },
    }),
  })
}

/** Who may do what, and why: which rule of which role of which group says so. */
export const rightsPage: Page = {
  path: RIGHTS,
  may: 'role:read',
  view: async (context): Promise<View> => {
    const words = wordsFor(context.viewer, context.now)
    const { text } = words
    const asked = await askedIn(words, context)
    const { whose, sought } = asked
    const title = text('rights.title')
    const nothing = html`<div class="card">${emptyState({ title: text('rights.choose'), hint: text('rights.choose.hint') })}</div>`
    const found = async (whose: Whose) => {
      const ids = [...new Set(whose.groups.flatMap(({ roles }) => roles))]
      const [roles, stores] = await Promise.all([readRuledRoles(context.db, ids), readStoreKeys(context.db)])
      const rights = rightsOf(catalogue, roles, stores)
      return table(words, context, { whose, sought, rights })
    }
    const body = whose === undefined ? nothing : await found(whose)
    return { title, body: html`${pageHead({ title })}${questionForm(words, asked)}${body}` }
  },
}
