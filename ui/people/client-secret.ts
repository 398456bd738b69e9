import { pathTo } from '../../api/commands.ts'
import type { Page, View } from '../../api/page.ts'
import { CLIENT_SECRET } from '../../api/people/client-secret.ts'
import { identityProviderCommands } from '../../api/people/identity-provider.ts'
import { readIdentityProvider } from '../../projections/people/identity-provider.ts'
import { textField } from '../components/field.ts'
import { commandForm } from '../components/form.ts'
import { pageHead } from '../components/page-head.ts'
import { html } from '../html.ts'
import { labelOf } from '../kit/labels.ts'
import { formState } from '../submitted.ts'
import { wordsFor } from '../words.ts'

/** The page on which the secret of the client is set. What is typed is never shown again, not even when it is refused. */
export const clientSecretPage: Page = {
  path: CLIENT_SECRET,
  may: identityProviderCommands.EditIdentityProvider.may,
  view: async (context): Promise<View | undefined> => {
    const id = context.params['id'] ?? ''
    const provider = await readIdentityProvider(context.viewer, context.db, id)
    if (provider === undefined) return undefined
    const words = wordsFor(context.viewer, context.now)
    const state = formState(context, 'SetClientSecret')
    const title = words.text('provider.secret.of', { name: provider.name })
    const form = commandForm(words, {
      id: 'SetClientSecret-form',
      action: `/api${pathTo(CLIENT_SECRET, id)}`,
      commandId: state.commandId,
      guard: false,
      problem: state.problem,
      nameOf: field => labelOf(words, 'identityProvider', field),
      submit: words.text('form.save'),
      cancel: `/identity-providers/${encodeURIComponent(id)}`,
      fields: textField({
        name: 'secret',
        label: labelOf(words, 'identityProvider', 'secret'),
        hint: words.text('provider.secret.hint'),
        type: 'password',
        autocomplete: 'new-password',
        required: true,
        ...state.error('secret'),
      }),
    })
    return { title, body: html`${pageHead({ title })}${form}` }
  },
}
