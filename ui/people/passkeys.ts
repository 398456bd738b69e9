import { ADD, OFFER, REMOVE } from '../../api/people/passkey-actions.ts'
import type { AccountContext } from '../../api/special-pages.ts'
import type { Passkey } from '../../people/passkey.ts'
import { card } from '../components/card.ts'
import { textField } from '../components/field.ts'
import { commandButton } from '../components/form.ts'
import { problemSummary } from '../components/problem-summary.ts'
import { dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { formState } from '../submitted.ts'
import type { Words } from '../words.ts'
import { needsScript, passkeyButton } from './passkey-button.ts'

const listOf = (words: Words, passkeys: readonly Passkey[]): Html => {
  const { text } = words
  const remove = ({ id, name }: Passkey) =>
    commandButton({
      action: `/api${REMOVE}`,
      label: text('passkey.remove'),
      values: { passkey: id },
      confirm: text('passkey.remove.confirm', { name }),
    })
  return dataTable(words, {
    caption: text('passkey.caption'),
    columns: [
      { header: text('passkey.name'), cell: ({ name }) => name, wraps: true },
      { header: text('passkey.madeAt'), cell: ({ madeAt }) => moment(words, madeAt), quiet: true, folds: true },
      {
        header: text('passkey.usedAt'),
        cell: ({ usedAt }) => (usedAt === null ? text('passkey.unused') : moment(words, usedAt)),
        quiet: true,
      },
      { header: text('passkey.remove'), cell: remove },
    ],
    rows: passkeys,
    empty: { title: text('passkey.none'), hint: text('passkey.none.hint') },
  })
}

const NAME = 'AddPasskey'

const addForm = ({ text }: Words, context: AccountContext): Html => {
  const { problem, value, error } = formState(context, NAME)
  const name = textField({
    name: 'name',
    label: text('passkey.name'),
    hint: text('passkey.name.hint'),
    value: value('name'),
    required: true,
    maxLength: 80,
    prefix: NAME,
    ...error('name'),
  })
  const add = { kind: 'add', label: text('passkey.add'), question: `/api${OFFER}`, into: 'passkey' } as const
  return html`<form class="form" id="${NAME}" method="post" action="/api${ADD}">
${problem !== undefined && problemSummary(problem, { id: `${NAME}-problem`, prefix: NAME })}<div class="with-script">${name}</div>${passkeyButton(text, add)}${needsScript(text)}</form>`
}

/** One's own passkeys: another one is added, and each can be removed. */
export const passkeysCard = (words: Words, context: AccountContext, passkeys: readonly Passkey[]): Html => {
  const { text } = words
  const { problem } = formState(context, 'RemovePasskey')
  const gone = problem !== undefined && problemSummary(problem, { id: 'RemovePasskey-problem' })
  const body = html`<div class="stack">${gone}<p>${text('passkey.about')}</p>${listOf(words, passkeys)}${addForm(words, context)}</div>`
  return card({ title: text('passkey.title'), body })
}
