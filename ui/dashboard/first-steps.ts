import { productCommands } from '../../api/catalog/product.ts'
import type { PageContext } from '../../api/page.ts'
import { card } from '../components/card.ts'
import { linkButton } from '../components/page-head.ts'
import { type Child, type Html, html } from '../html.ts'
import { commandName } from '../kit/command-name.ts'
import { maySend } from '../kit/form.ts'
import type { Words } from '../words.ts'

const step = (title: string, hint: string, how: Child): Html => html`<li><h3>${title}</h3><p>${hint}</p>${how}</li>`

/** What to do with an empty shop. */
export const firstSteps = (words: Words, context: PageContext): Html => {
  const { text } = words
  const create =
    maySend(context, productCommands.CreateProduct) &&
    step(
      text('dashboard.first.product'),
      text('dashboard.first.product.hint'),
      linkButton({ label: commandName(words, productCommands.CreateProduct), href: '/products/new', kind: 'primary' }),
    )
  const command = (name: 'demo' | 'import', line: string) =>
    step(
      text(`dashboard.first.${name}`),
      text(`dashboard.first.${name}.hint`),
      html`<pre tabindex="0"><code>${line}</code></pre>`,
    )
  return card({
    title: text('dashboard.first'),
    body: html`<ol class="steps">${create}${command('demo', 'npm run daybook -- demo')}${command('import', 'npm run daybook -- import online-retail <file>')}</ol>`,
  })
}
