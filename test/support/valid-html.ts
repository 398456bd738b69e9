import { HtmlValidate } from 'html-validate'

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // A select can not hold links.
    'prefer-native-element': ['error', { exclude: ['listbox'] }],
    // Ticks of one list share their name.
    'form-dup-name': ['error', { shared: ['checkbox', 'radio', 'submit', 'button', 'reset'] }],
    // How the source is laid out.
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'no-implicit-button-type': 'off',
    'class-pattern': 'off',
  },
})

/** What is wrong with the markup of a page; empty when nothing is. */
export const faultsOf = async (markup: string): Promise<string[]> => {
  const { results } = await validator.validateString(markup)
  return results.flatMap(({ messages }) => messages.map(({ line, ruleId, message }) => `${line} ${ruleId}: ${message}`))
}

const targets = /hx-target(?::inherited)?="#([^"]+)"/g

/** What of a page would not work under the policy of the server, or points at nothing. */
export const brokenIn = (markup: string, assets: ReadonlySet<string>): string[] => {
  const forbidden = markup.match(/\sstyle=|<style|\son\w+=|hx-on|<script(?![^>]*\ssrc=)|hx-trigger="[^"]*\[/g) ?? []
  const missing = [...markup.matchAll(targets)].flatMap(([, id]) => (markup.includes(`id="${id}"`) ? [] : [`#${id}`]))
  const files = [...markup.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].flatMap(([, url = '']) =>
    assets.has(url) ? [] : [url],
  )
  const heads = markup.match(/<h1>/g)?.length === 1 ? [] : ['not one h1']
  return [...forbidden, ...missing, ...files, ...heads]
}
