/** The most of a text that is looked up as the number of an order. */
const MOST_NAMES = 40

const CHUNK = /[\p{L}\p{N}]+(?:[-/._][\p{L}\p{N}]+)*/gu

/** As the shop itself numbers orders; banks may leave the dash out. */
const OWN = /^[\dA-Z]{4}-[\dA-Z]{4}$/
const ownOf = (text: string): string[] => (/^[\dA-Z]{8}$/.test(text) ? [`${text.slice(0, 4)}-${text.slice(4)}`] : [])

/** Other numbers have a digit, and what is shorter is none. */
const isName = (text: string): boolean =>
  text.length >= 3 && text.length <= 64 && (/\p{N}/u.test(text) || OWN.test(text))

/**
 * What in a text may be the number of an order, in capitals, the longest first: its words, their parts, and two that stand
 * side by side, since banks break lines wherever they like.
 */
export const namesIn = (text: string): string[] => {
  const chunks = (text.normalize('NFC').toUpperCase().match(CHUNK) ?? []).slice(0, MOST_NAMES)
  const pairs = chunks.flatMap((chunk, index) => {
    const next = chunks[index + 1]
    return next === undefined ? [] : [`${chunk}${next}`, `${chunk}-${next}`]
  })
  const parts = chunks.flatMap(chunk => [...chunk.split('/'), ...chunk.split(/[-/._]/)])
  const said = [...chunks, ...pairs, ...parts]
  const all = new Set([...said, ...said.flatMap(ownOf)].filter(isName))
  return [...all].sort((a, b) => b.length - a.length).slice(0, MOST_NAMES)
}
