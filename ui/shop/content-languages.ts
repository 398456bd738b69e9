import type { PageContext } from '../../api/page.ts'
import { readContentLanguage } from '../../projections/shop/content-language.ts'
import { languagesOf } from '../../projections/shop/store.ts'
import { storesOf } from './store-options.ts'

/** The languages that content is wanted in: the default of the shop, then those of the stores that are in use. */
export const contentLanguagesOf = async (context: PageContext): Promise<readonly string[]> => {
  const [first, stores] = await Promise.all([readContentLanguage(context.viewer, context.db), storesOf(context)])
  return [...new Set([first, ...languagesOf(stores.filter(({ status }) => status === 'active'))])]
}
