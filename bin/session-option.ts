/** The URL of a database with one more setting that its sessions begin with. */
export const withSessionOption = (url: string, name: string, value: string): string => {
  const changed = new URL(url)
  const given = changed.searchParams.get('options')
  changed.searchParams.set('options', [given ?? [], `-c ${name}=${value}`].flat().join(' '))
  return changed.href
}
