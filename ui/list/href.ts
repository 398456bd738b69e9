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
