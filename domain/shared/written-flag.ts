const TRUE: ReadonlySet<string> = new Set(['yes', 'true', '1', 'on'])
const FALSE: ReadonlySet<string> = new Set(['no', 'false', '0', 'off'])

/** Yes or no as programs and people write it in an address; undefined where it is neither. */
export const writtenFlag = (text: string): boolean | undefined => {
  const written = text.trim().toLowerCase()
  if (TRUE.has(written)) return true
  return FALSE.has(written) ? false : undefined
}
