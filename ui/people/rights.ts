import { catalogue } from '../../api/catalogue.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { everybodys, type Rights, rightsOf, type Why } from '../../domain/people/rights.ts'
import { type Permission, partsOf } from '../../domain/permission.ts'
import { readGroupNames } from '../../projections/people/group.ts'
import { type RuledRole, readRuledRoles } from '../../projections/people/role.ts'
import { badge } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { emptyState } from '../components/empty-state.ts'
import { pageHead } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { attrs, type Html, html } from '../html.ts'
import { thingLink } from '../thing.ts'
import { type Words, wordsFor } from '../words.ts'
import { isSought, partName, scopeName, storesText } from './right-words.ts'
import { RIGHTS } from './rights-href.ts'

const LONGEST_SEARCH = 100

type Chosen = { readonly group: string; readonly name: string; readonly roles: readonly string[] }
type Asked = { readonly groups: readonly Chosen[]; readonly chosen: Chosen | undefined; readonly sought: string }

const askedIn = async ({ query, viewer, db }: PageContext): Promise<Asked> => {
  const groups = await readGroupNames(viewer, db)
  const sought = (query.get('q') ?? '').slice(0, LONGEST_SEARCH).trim()
  return { groups, sought, chosen: groups.find(({ group }) => group === query.get('group')) }
}

const questionForm = ({ text }: Words, { groups, chosen, sought }: Asked): Html => {
  const option = ({ group, name }: Chosen) =>
    html`<option value="${group}"${attrs({ selected: group === chosen?.group })}>${name}</option>`
  return html`<form class="filters" method="get" action="${RIGHTS}">
<select name="group" aria-label="${text('rights.whose')}"><option value="">${text('rights.choose')}</option>${groups.map(option)}</select>
<input type="search" name="q" value="${sought}" maxlength="${LONGEST_SEARCH}" aria-label="${text('rights.search')}" placeholder="${text('rights.search')}" autocomplete="off">
<button>${text('rights.show')}</button></form>`
}

const answer = (words: Words, { allowed, stores }: Why<unknown>): Html => {
  const { text } = words
  if (!allowed) return badge(text('rights.no'), 'bad')
  if (stores === undefined) return badge(text('rights.yes'), 'good')
  return badge(text('rights.some', { stores: storesText(words, { stores: [...stores] }) }), 'warn')
}

type Because = Why<RuledRole>['because'][number]

const ruleText = (words: Words, { viewer }: PageContext, group: Chosen, { role, rule }: Because): Html => {
  const stores = rule.stores === undefined ? 'none' : storesText(words, rule)
  const said = words.text('rights.rule', { effect: rule.effect, rule: scopeName(words, rule), stores })
  return html`<li>${said} ${thingLink(viewer, 'role', role.role, role.name)} (${thingLink(viewer, 'group', group.group, group.name)})</li>`
}

const reason = (
  words: Words,
  context: PageContext,
  group: Chosen,
  permission: Permission,
  why: Why<RuledRole>,
): Html => {
  if (everybodys.has(permission)) return html`${words.text('rights.everybodys')}`
  if (why.because.length === 0) return html`<span class="quiet">${words.text('rights.unsaid')}</span>`
  return html`<ul>${why.because.map(because => ruleText(words, context, group, because))}</ul>`
}

const table = (
  words: Words,
  context: PageContext,
  asked: Asked & { chosen: Chosen },
  rights: Rights<RuledRole>,
): Html => {
  const { text } = words
  const rows = catalogue.filter(permission => isSought(words, partsOf(permission), asked.sought))
  const part = (name: 'area' | 'thing' | 'action') => ({
    header: text(`field.${name}`),
    cell: (permission: Permission) => partName(words, name, partsOf(permission)),
  })
  return card({
    title: asked.chosen.name,
    aside: text('rights.count', {
      allowed: rows.filter(permission => rights.may.has(permission)).length,
      all: rows.length,
    }),
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
          cell: permission => reason(words, context, asked.chosen, permission, rights.why(permission)),
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
    const asked = await askedIn(context)
    const { chosen } = asked
    const title = text('rights.title')
    const nothing = html`<div class="card">${emptyState({ title: text('rights.choose'), hint: text('rights.choose.hint') })}</div>`
    const found = async (chosen: Chosen) =>
      table(words, context, { ...asked, chosen }, rightsOf(catalogue, await readRuledRoles(context.db, chosen.roles)))
    const body = chosen === undefined ? nothing : await found(chosen)
    return { title, body: html`${pageHead({ title })}${questionForm(words, asked)}${body}` }
  },
}
