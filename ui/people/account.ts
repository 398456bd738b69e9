import type { View } from '../../api/page.ts'
import { ACCOUNT } from '../../api/people/account.ts'
import { SECOND_FACTOR } from '../../api/people/next.ts'
import type { AccountContext, AnyPage } from '../../api/special-pages.ts'
import type { Session } from '../../people/account.ts'
import { card } from '../components/card.ts'
import { textField } from '../components/field.ts'
import { commandButton } from '../components/form.ts'
import { notice } from '../components/notice.ts'
import { pageHead } from '../components/page-head.ts'
import { problemSummary } from '../components/problem-summary.ts'
import { dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { formState } from '../submitted.ts'
import { type Words, wordsFor } from '../words.ts'
import { newPasswordFields } from './gate.ts'

const currentField = ({ text }: Words, over: { readonly error?: string }): Html =>
  textField({
    name: 'current',
    label: text('account.current'),
    type: 'password',
    required: true,
    autocomplete: 'current-password',
    ...over,
  })

/** Sent as a plain form, so that no password stays in a page that goes on. */
const passwordCard = (words: Words, context: AccountContext, hasPassword: boolean): Html => {
  const { text } = words
  const state = formState(context, 'ChangePassword')
  const told = hasPassword
    ? html`<p class="quiet">${text('account.endsOthers')}</p>`
    : notice({ tone: 'warn', body: text('account.noPassword') })
  const fields = html`${hasPassword && currentField(words, state.error('current'))}${newPasswordFields(text, state.problem?.errors)}`
  return card({
    title: text('account.password'),
    body: html`<form class="form" id="password" method="post" action="/api/account/password" novalidate>
${state.problem !== undefined && problemSummary(state.problem, { id: 'password-problem' })}${told}${fields}
<div class="form-actions"><button class="button primary">${text('form.save')}</button></div></form>`,
  })
}

const factorCard = ({ text }: Words): Html =>
  card({
    title: text('factor.title'),
    body: html`<p>${text('factor.about')}</p><p><a class="button" href="${SECOND_FACTOR}">${text('factor.open')}</a></p>`,
  })

const sessionsCard = (words: Words, { viewer }: AccountContext, sessions: readonly Session[]): Html => {
  const { text } = words
  const end = ({ id }: Session) =>
    id === viewer.session
      ? html`<span class="quiet">${text('account.session.present')}</span>`
      : commandButton({ action: `/api/account/sessions/${id}/end`, label: text('account.session.end') })
  const list = dataTable(words, {
    caption: text('account.sessions.caption'),
    columns: [
      { header: text('account.session.agent'), cell: ({ agent }) => agent, wraps: true },
      { header: text('account.session.address'), cell: ({ address }) => address, mono: true, folds: true },
      {
        header: text('account.session.startedAt'),
        cell: ({ startedAt }) => moment(words, startedAt),
        quiet: true,
        folds: true,
      },
      { header: text('account.session.seenAt'), cell: ({ seenAt }) => moment(words, seenAt), quiet: true },
      { header: text('account.session.end'), cell: end },
    ],
    rows: sessions,
    empty: { title: text('account.sessions.empty'), hint: text('account.sessions.empty.hint') },
  })
  const others = sessions.some(({ id }) => id !== viewer.session)
  const all = () => commandButton({ action: '/api/account/sessions/end', label: text('account.session.endOthers') })
  return card({ title: text('account.sessions'), flush: true, body: html`${list}${others && all()}` })
}

const view = async (context: AccountContext): Promise<View> => {
  const words = wordsFor(context.viewer, context.now)
  const [sessions, hasPassword] = await Promise.all([context.sessions(), context.hasPassword()])
  const title = words.text('account.title')
  const body = html`${pageHead({ title })}${passwordCard(words, context, hasPassword)}${factorCard(words)}${sessionsCard(words, context, sessions)}`
  return { title, body }
}

/** One's own password, and where one is signed in. */
export const accountPage: AnyPage = { path: ACCOUNT, may: 'dashboard:read', view }
