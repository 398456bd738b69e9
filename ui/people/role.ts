import type { Page } from '../../api/page.ts'
import { roleCommands, roles } from '../../api/people/role.ts'
import { ROOT } from '../../domain/people/role.ts'
import { readGroupNames } from '../../projections/people/group.ts'
import { type ListedRole, readRole } from '../../projections/people/role.ts'
import { card } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import { commandLink, detailPage } from '../kit/detail.ts'
import { confirmPage, createPage, type Drawing, editPage } from '../kit/form-pages.ts'
import { thingList } from '../kit/list.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'
import { rulesCard, rulesPage } from './role-rules.ts'
import { viewAsButton } from './view-as.ts'

const { CreateRole, RenameRole, SetRules, DeleteRole } = roleCommands

const list = thingList(roles, {
  create: CreateRole,
  columns: [
    'name',
    {
      name: 'rules',
      cell: ({ text }, { rules }) => text('role.rules.count', { count: rules.length }),
      file: (_, { rules }) => rules.length,
    },
    {
      name: 'groups',
      cell: ({ format }, { groups }) => format.number(groups.length),
      file: (_, { groups }) => groups.length,
      align: 'end',
    },
    'changedAt',
  ],
  onPhones: ['name', 'rules'],
})

const create = createPage(CreateRole, {
  sent: ({ newId }) => ({ values: { id: newId() } }),
  fields: ({ field }) => field('name'),
})

type Ruled = ListedRole & { readonly given: readonly { readonly group: string; readonly name: string }[] }

/** A role as far as it can be changed. */
const readChangeable: (context: Drawing['context'], id: string) => Promise<ListedRole | undefined> = async (
  { viewer, db },
  id,
) => (id === ROOT ? undefined : readRole(viewer, db, id))

const rename = editPage(RenameRole, {
  read: readChangeable,
  title: (words, { name }) => words.text('role.rename', { name }),
  fields: ({ field }) => field('name'),
})

const deletion = confirmPage(DeleteRole, {
  read: readChangeable,
  title: (words, { name }) => words.text('role.deleting', { name }),
  meta: () => undefined,
  understood: ({ text }) => text('role.deleting.confirm'),
  sent: ({ role }) => ({ cancel: `/roles/${role}` }),
  consequences: ({ text }) => notice({ tone: 'warn', body: text('role.deleting.hint') }),
})

const actions = (drawing: Drawing, { role }: ListedRole): Html =>
  html`${commandLink(drawing, DeleteRole, role)}${commandLink(drawing, RenameRole, role)}${commandLink(drawing, SetRules, role, { kind: 'primary', shortcut: 'e' })}`

const groupsCard = (words: Words, { context: { viewer } }: Drawing, { given }: Ruled): Html =>
  card({
    title: words.text('role.groups'),
    flush: true,
    body: dataTable(words, {
      caption: words.text('role.groups.caption'),
      columns: [
        { header: words.text('thing.group'), cell: ({ group, name }) => thingLink(viewer, 'group', group, name) },
      ],
      rows: given,
      empty: { title: words.text('role.groups.none'), hint: words.text('role.groups.none.hint') },
    }),
  })

const detail = detailPage(roles, {
  read: async ({ viewer, db }, id): Promise<Ruled | undefined> => {
    const [role, given] = await Promise.all([readRole(viewer, db, id), readGroupNames(viewer, db, id)])
    return role && { ...role, given }
  },
  title: ({ name }) => name,
  meta: () => undefined,
  actions: (row, drawing) => {
    const see = viewAsButton(drawing.words, drawing.context.viewer, { kind: 'role', id: row.role })
    return html`${see}${row.role !== ROOT && actions(drawing, row)}`
  },
  notices: ({ role }, { words }) => role === ROOT && notice({ tone: 'info', body: words.text('role.root.hint') }),
  main: (row, { words }) => rulesCard(words, row),
  side: (row, drawing) => groupsCard(drawing.words, drawing, row),
})

export const rolePages: readonly Page[] = [list, create, rename, rulesPage, deletion, detail]
