import type { PageContext } from '../../api/page.ts'
/** The query string with some parameters replaced; the cursor never survives, because it belongs to what it was made for. */
export const hrefWith = (
  path: string,
  query: URLSearchParams,
  change: (parameters: URLSearchParams) => void,
): string => {
  const parameters = new URLSearchParams(query)
  parameters.delete('cursor')
  change(parameters)
  const text = new URLSearchParams([...parameters].filter(([, value]) => value !== '')).toString()
  return text === '' ? path : `${path}?${text}`
}

/** What a form without script asked, without what was left blank in it; undefined where nothing was. */
export const withoutBlank = ({
  query,
  isPartial,
}: Pick<PageContext, 'query' | 'isPartial'>): URLSearchParams | undefined => {
  const filled = [...query].filter(([, value]) => value !== '')
  return isPartial || filled.length === query.size ? undefined : new URLSearchParams(filled)
}
