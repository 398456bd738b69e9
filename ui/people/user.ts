import type { CommandRoute } from '../../api/commands.ts'
import type { Page } from '../../api/page.ts'
import { userCommands, users } from '../../api/people/user.ts'
import { type ListedUser, readUserInFull, type UserRow } from '../../projections/people/user.ts'
import { badge } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { commandButton } from '../components/form.ts'
import { notice } from '../components/notice.ts'
import { linkButton } from '../components/page-head.ts'
import { moment } from '../components/time.ts'
import { formatName } from '../format-name.ts'
import { type Html, html } from '../html.ts'
import { commandLink, detailPage, editLink, factsOf } from '../kit/detail.ts'
import { buttonOf } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { valueName } from '../kit/labels.ts'
import { thingList } from '../kit/list.ts'
import type { Words } from '../words.ts'
import { rightsHref } from './rights-href.ts'
import { userFormPages } from './user-forms.ts'
import { userName } from './user-name.ts'
import { viewAsButton } from './view-as.ts'

const { CreateUser, EditUser, ChangeUserEmail, BlockUser, ActivateUser, DeleteUser, ResetSecondFactor } = userCommands

const tones = { invited: 'info', active: 'good', blocked: 'bad', deleted: 'neutral' } as const

const statusBadge = (words: Words, { status }: UserRow): Html =>
  badge(valueName(words, 'user', 'status', status), tones[status])

const groupsText = ({ groupNames }: ListedUser): string => groupNames.join(', ')

const lastSignIn = (words: Words, { lastSignInAt }: ListedUser) => {
  if (lastSignInAt === undefined) return ''
  return lastSignInAt === null ? words.text('user.neverIn') : moment(words, lastSignInAt)
}

const list = thingList(users, {
  create: CreateUser,
  columns: [
    { name: 'name', cell: userName, file: userName },
    'email',
    { name: 'groups', cell: (_, user) => groupsText(user), file: (_, user) => groupsText(user) },
    { name: 'status', cell: statusBadge, file: 'status' },
    { name: 'lastSignInAt', cell: lastSignIn, file: (_, { lastSignInAt }) => lastSignInAt?.toISOString(), quiet: true },
    'createdAt',
  ],
  onPhones: ['name', 'status'],
})

const buttons = ({ words, context }: Drawing, user: UserRow): Html => {
  const { id, status, revision } = user
  const name = userName(words, user)
  const button = (route: CommandRoute, confirm?: string) => buttonOf(words, context, route, { id, revision, confirm })
  const isOut = status === 'blocked' || status === 'deleted'
  const block = () => button(BlockUser, words.text('user.block.confirm', { name }))
  const remove = () => button(DeleteUser, words.text('user.delete.confirm', { name }))
  const isOwn = context.viewer.id === id
  const reset = () => button(ResetSecondFactor, words.text('user.resetFactor.confirm', { name }))
  const end = () =>
    commandButton({
      action: `/api/users/${id}/sessions/end`,
      label: words.text('user.endSessions'),
      confirm: words.text('user.endSessions.confirm', { name }),
    })
  const invite = () => commandButton({ action: `/api/users/${id}/invitation`, label: words.text('user.invite') })
  return html`${status === 'active' && end()}${status === 'invited' && invite()}${isOut && button(ActivateUser)}${!isOwn && status !== 'deleted' && user.hasSecondFactor && reset()}${!isOwn && !isOut && block()}${!isOwn && status !== 'deleted' && remove()}`
}

const actions = (user: UserRow, drawing: Drawing): Html => {
  const { words, context } = drawing
  const { may } = context.viewer
  const rights =
    may.has('role:read') && linkButton({ label: words.text('group.rights'), href: rightsHref({ user: user.id }) })
  const change = () => {
    return html`${commandLink(drawing, ChangeUserEmail, user.id)}${editLink(drawing, EditUser, user.id)}`
  }
  const see = viewAsButton(words, context.viewer, { kind: 'user', id: user.id })
  return html`${rights}${see}${buttons(drawing, user)}${user.status !== 'deleted' && change()}`
}

const noticesOf = ({ words: { text }, context }: Drawing, { id, status }: UserRow): Html => {
  const told = status !== 'active' && notice({ tone: 'info', body: text(`user.${status}.notice`) })
  return html`${told}${context.viewer.id === id && notice({ tone: 'info', body: text('user.own.notice') })}`
}

const profile = (words: Words, user: ListedUser): Html =>
  card({
    title: words.text('user.profile'),
    body: factsOf(words, users, user, [
      'email',
      { name: 'groups', value: groupsText(user) },
      { name: 'locale', value: formatName(words, user.locale) },
      'timeZone',
      'hasSecondFactor',
      ...(user.lastSignInAt === undefined ? [] : [{ name: 'lastSignInAt', value: lastSignIn(words, user) }]),
      'createdAt',
    ]),
  })

const detail = detailPage(users, {
  read: ({ viewer, db }, id) => readUserInFull(viewer, db, id),
  title: (user, { words }) => userName(words, user),
  badges: (user, { words }) => statusBadge(words, user),
  meta: ({ email }) => email,
  actions,
  notices: (user, drawing) => noticesOf(drawing, user),
  side: (user, { words }) => profile(words, user),
})

export const userPages: readonly Page[] = [list, ...userFormPages, detail]
