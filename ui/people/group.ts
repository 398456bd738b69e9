import type { Page, PageContext } from '../../api/page.ts'
import { groupCommands, groups } from '../../api/people/group.ts'
import { ROOT } from '../../domain/people/role.ts'
import { type ListedGroup, readGroup } from '../../projections/people/group.ts'
import { readRoleNames } from '../../projections/people/role.ts'
import { card } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { linkButton } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import { commandLink, detailPage, editLink, factsOf } from '../kit/detail.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { confirmPage, createPage, editPage } from '../kit/form-pages.ts'
import { thingList } from '../kit/list.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'
import { rightsHref } from './rights-href.ts'

const { CreateGroup, EditGroup, DeleteGroup } = groupCommands

const rolesText = ({ named }: ListedGroup): string => named.map(({ name }) => name).join(', ')

const list = thingList(groups, {
  create: CreateGroup,
  columns: [
    'name',
    { name: 'roles', cell: (_, row) => rolesText(row), file: (_, row) => rolesText(row) },
    'users',
    'needsSecondFactor',
    'changedAt',
  ],
  onPhones: ['name', 'roles'],
})

type Choices = readonly { readonly value: string; readonly label: string }[]

const roleChoices = async ({ viewer, db }: PageContext): Promise<Choices> =>
  (await readRoleNames(viewer, db)).map(({ role, name }) => ({ value: role, label: name }))

const fields = ({ field }: FieldsOf<typeof CreateGroup>, options: Choices): Html =>
  html`${field('name')}${field('roles', { options })}${field('needsSecondFactor')}`

const create = createPage(CreateGroup, {
  load: roleChoices,
  sent: ({ newId }) => ({ values: { id: newId() } }),
  fields,
})

const edit = editPage(EditGroup, {
  read: async (context, id) => {
    const [group, options] = await Promise.all([readGroup(context.viewer, context.db, id), roleChoices(context)])
    return group && { ...group, options }
  },
  fields: (drawn, { options }) => fields(drawn, options),
})

const deletion = confirmPage(DeleteGroup, {
  read: async ({ viewer, db }, id) => (id === ROOT ? undefined : readGroup(viewer, db, id)),
  title: (words, { name }) => words.text('group.deleting', { name }),
  meta: () => undefined,
  understood: ({ text }) => text('group.deleting.confirm'),
  sent: ({ group }) => ({ cancel: `/groups/${group}` }),
  consequences: ({ text }) => notice({ tone: 'warn', body: text('group.deleting.hint') }),
})

const rolesCard = (words: Words, { viewer }: PageContext, { named }: ListedGroup): Html =>
  card({
    title: words.text('group.roles'),
    flush: true,
    body: dataTable(words, {
      caption: words.text('group.roles.caption'),
      columns: [{ header: words.text('thing.role'), cell: ({ role, name }) => thingLink(viewer, 'role', role, name) }],
      rows: named,
      empty: { title: words.text('group.roles.none'), hint: words.text('group.roles.none.hint') },
    }),
  })

const detail = detailPage(groups, {
  read: ({ viewer, db }, id) => readGroup(viewer, db, id),
  title: ({ name }) => name,
  meta: () => undefined,
  actions: ({ group }, drawing) => {
    const { words, context } = drawing
    const rights =
      context.viewer.may.has('role:read') &&
      linkButton({ label: words.text('group.rights'), href: rightsHref({ group }) })
    return html`${rights}${group !== ROOT && commandLink(drawing, DeleteGroup, group)}${editLink(drawing, EditGroup, group)}`
  },
  main: (row, { words, context }) => rolesCard(words, context, row),
  side: (row, { words }) =>
    card({
      title: words.text('group.facts'),
      body: factsOf(words, groups, row, ['users', 'needsSecondFactor', 'changedAt']),
    }),
})

export const groupPages: readonly Page[] = [list, create, edit, deletion, detail]
