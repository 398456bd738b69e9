import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

type Asked = { readonly rules?: string[]; readonly without?: string[]; readonly within?: string }

/** What of a page is out of reach for somebody, by all rules of axe and everywhere unless told otherwise. */
export const violationsOf = async (page: Page, { rules, without, within }: Asked = {}): Promise<string[]> => {
  // The other mode opens a second window for every run, for frames in frames that these pages do not have.
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  if (rules !== undefined) axe.withRules(rules)
  if (without !== undefined) axe.disableRules(without)
  if (within !== undefined) axe.include(within)
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id} ${html}`))
}
