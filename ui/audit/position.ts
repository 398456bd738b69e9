/** A position token as people read and type it: `1234`, or `1234/1230` where commit and prepare are counted apart. */
export const positionText = (token: string): string => {
  const [commit = '', prepare = ''] = token.split('-').map(half => half.replace(/^0+(?=\d)/, ''))
  return commit === prepare ? commit : `${commit}/${prepare}`
}
