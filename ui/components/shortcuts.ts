import type { PlainKey } from '../../api/text/parameters.ts'
import { sentenceUnder } from '../../api/text/text.ts'
import type { Words } from '../words.ts'

/** What is printed on a key: a German keyboard has `Strg` where an English one has `Ctrl`. */
export const keyName = ({ text }: Words, key: string): string => sentenceUnder(text, `key.${key}`) ?? key

/** Keys that are pressed together. */
export const keysTogether = (words: Words, ...keys: readonly string[]): string =>
  keys.map(key => keyName(words, key)).join(' ')

/** The keyboard, as the help dialog lists it; `ui/public/keyboard.js` acts on it. */
export const shortcuts: readonly { readonly keys: readonly string[]; readonly label: PlainKey }[] = [
  { keys: ['Ctrl', 'K'], label: 'shortcuts.palette' },
  { keys: ['/'], label: 'shortcuts.filter' },
  { keys: ['j'], label: 'shortcuts.nextRow' },
  { keys: ['k'], label: 'shortcuts.previousRow' },
  { keys: ['Shift', 'J'], label: 'shortcuts.nextThing' },
  { keys: ['Shift', 'K'], label: 'shortcuts.previousThing' },
  { keys: ['x'], label: 'shortcuts.selectRow' },
  { keys: ['Enter'], label: 'shortcuts.openRow' },
  { keys: ['←'], label: 'shortcuts.earlier' },
  { keys: ['→'], label: 'shortcuts.later' },
  { keys: ['e'], label: 'shortcuts.edit' },
  { keys: ['Ctrl', 'Enter'], label: 'shortcuts.submit' },
  { keys: ['g', 'o'], label: 'shortcuts.orders' },
  { keys: ['g', 'p'], label: 'shortcuts.products' },
  { keys: ['g', 'c'], label: 'shortcuts.customers' },
  { keys: ['?'], label: 'shortcuts.help' },
]
