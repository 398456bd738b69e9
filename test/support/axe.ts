import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Asked = { readonly rules?: string[]; readonly without?: string[]; readonly within?: string }
type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] }

const optionsOf = ({ rules, without = [] }: Asked) => ({
  // What passes would be written down as well, which takes longer than to find out that it does.
  resultTypes: ['violations'],
  selectors: false,
  rules: Object.fromEntries(without.map(rule => [rule, { enabled: false }])),
  ...(rules === undefined ? {} : { runOnly: rules }),
})

/** What of a page is out of reach for somebody, by all rules of axe and everywhere unless told otherwise. */
export const violationsOf = async (page: Page, asked: Asked = {}): Promise<string[]> => {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(source)
  const run = `axe.run(${JSON.stringify(asked.within ?? 'html')}, ${JSON.stringify(optionsOf(asked))})`
  const found = await page.evaluate<readonly Violation[]>(`${run}.then(({ violations }) => violations)`)
  return found.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id} ${html}`))
}
