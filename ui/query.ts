/** An address with a query string; without one where there is nothing to say. */
export const withQuery = (path: string, parameters: Readonly<Record<string, string>>): string => {
  const query = new URLSearchParams(parameters).toString()
  return query === '' ? path : `${path}?${query}`
}
