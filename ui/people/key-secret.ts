import { pathTo } from '../../api/commands.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { apiKeyCommands, OWN_KEYS, SECRET } from '../../api/people/api-key.ts'
import { readOwnKey } from '../../projections/people/api-key.ts'
import { card } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { type Html, html } from '../html.ts'
import { type Words, wordsFor } from '../words.ts'

/** It stands on this one answer: nobody can come back to it. */
const shown = ({ text }: Words, secret: string): Html =>
  html`${notice({ tone: 'warn', body: text('apiKey.secret.once') })}${card({
    title: text('apiKey.secret'),
    body: html`<p><code class="secret">${secret}</code></p><p class="quiet">${text('apiKey.secret.use')}</p>
<p><code>Authorization: Bearer …</code></p>`,
  })}`

/** What is there for whoever comes back. */
const gone = ({ text }: Words, { params }: PageContext): Html =>
  html`${notice({ tone: 'info', body: text('apiKey.secret.gone') })}
<p>${linkButton({ label: text('do.RegenerateKey'), href: pathTo(apiKeyCommands.RegenerateKey.form, params['id'] ?? '') })}</p>`

/** Shows the secret of a key, right after it was made. */
export const keySecretPage: Page = {
  path: SECRET,
  may: 'apiKey:CreateKey',
  view: async (context): Promise<View | undefined> => {
    const { viewer, db, secret, params } = context
    const id = params['id'] ?? ''
    // A secret is shown whether or not its key can be seen yet: nothing shows it later.
    if (secret === undefined && (await readOwnKey(viewer, db, id)) === undefined) return undefined
    const words = wordsFor(context.viewer, context.now)
    const title = words.text('apiKey.secret')
    const back = linkButton({ label: words.text('apiKey.secret.done'), href: `${OWN_KEYS}/${id}` })
    return {
      title,
      body: html`${pageHead({ title, actions: back })}${secret === undefined ? gone(words, context) : shown(words, secret)}`,
    }
  },
}
