import { ADDRESS_ATTRIBUTE } from '../api/addresses.ts'

/** Where a hole of a template stands, which decides how its value is escaped. */
export type Site = 'text' | 'attribute' | 'url' | 'tag'

type State = 'text' | 'tag' | 'double' | 'single' | 'comment' | 'raw'
type Scan = {
  readonly state: State
  /** Name of the script or style element we are inside of, or about to enter. */
  readonly raw: string
  /** The attribute whose quoted value we are in. */
  readonly attribute: string
  /** Literal text of that value so far. */
  readonly literal: string
}

const CODE_ATTRIBUTE = /^(?:on|(?:data-)?hx-on|style$|srcdoc$)/i
const URL_ATTRIBUTE = new RegExp(`^(?:${ADDRESS_ATTRIBUTE}|(?:data-)?hx-(?:vals|headers))$`, 'i')
/** Whether an attribute's value is run or is a document of its own; escaping can not make it safe. */
export const isCode = (attribute: string): boolean => CODE_ATTRIBUTE.test(attribute)
/** Whether an attribute's value is an address (or may be a script, as hx-vals). */
export const isUrl = (attribute: string): boolean => URL_ATTRIBUTE.test(attribute)

const ATTRIBUTE_BEFORE_VALUE = /([^\s"'<>=/]+)\s*=\s*$/

const enterTag = (scan: Scan, chunk: string, at: number): Scan => ({
  ...scan,
  state: 'tag',
  raw: /^<(script|style)\b/i.exec(chunk.slice(at, at + 8))?.[1]?.toLowerCase() ?? '',
})

const enterValue = (scan: Scan, chunk: string, at: number, state: State): Scan => {
  const attribute = ATTRIBUTE_BEFORE_VALUE.exec(chunk.slice(0, at))?.[1]
  if (attribute === undefined) throw new Error(`write the attribute's name out: ${chunk.slice(0, at).slice(-40)}`)
  return { ...scan, state, attribute, literal: '' }
}

const inValue = (scan: Scan, character: string | undefined, end: string): Scan =>
  character === end ? { ...scan, state: 'tag' } : { ...scan, literal: scan.literal + (character ?? '') }

/** What the character at a place of a chunk makes of the state. */
const step: { readonly [S in State]: (scan: Scan, chunk: string, at: number) => Scan } = {
  text: (scan, chunk, at) => {
    if (chunk.startsWith('<!--', at)) return { ...scan, state: 'comment' }
    return /^<[a-z/!]/i.test(chunk.slice(at, at + 2)) ? enterTag(scan, chunk, at) : scan
  },
  tag: (scan, chunk, at) => {
    const character = chunk[at]
    if (character === '"') return enterValue(scan, chunk, at, 'double')
    if (character === "'") return enterValue(scan, chunk, at, 'single')
    return character === '>' ? { ...scan, state: scan.raw === '' ? 'text' : 'raw' } : scan
  },
  double: (scan, chunk, at) => inValue(scan, chunk[at], '"'),
  single: (scan, chunk, at) => inValue(scan, chunk[at], "'"),
  comment: (scan, chunk, at) => (chunk.slice(0, at + 1).endsWith('-->') ? { ...scan, state: 'text' } : scan),
  raw: (scan, chunk, at) =>
    chunk.slice(at, at + scan.raw.length + 2).toLowerCase() === `</${scan.raw}`
      ? { ...scan, state: 'tag', raw: '' }
      : scan,
}

const scanChunk = (before: Scan, chunk: string): Scan => {
  let scan = before
  for (let at = 0; at < chunk.length; at++) scan = step[scan.state](scan, chunk, at)
  return scan
}

const refuse = (why: string, chunk: string): never => {
  throw new Error(`${why}: ${chunk.slice(-40)}`)
}

const siteInValue = ({ attribute, literal }: Scan, chunk: string): Site => {
  if (isCode(attribute)) return refuse('no holes in code or style attributes', chunk)
  if (!isUrl(attribute) || literal !== '') return 'attribute'
  // Two holes at the start of a url could spell a scheme that neither has alone.
  return chunk === '' ? refuse('build the start of a url as one value', attribute) : 'url'
}

const siteOf = (scan: Scan, chunk: string): Site => {
  switch (scan.state) {
    case 'text':
      return chunk.endsWith('<') ? refuse('write the element name out', chunk) : 'text'
    case 'double':
    case 'single':
      return siteInValue(scan, chunk)
    case 'tag':
      if (/=\s*$/.test(chunk)) return refuse('quote the attribute value', chunk)
      return chunk.endsWith('</') ? refuse('write the element name out', chunk) : 'tag'
    case 'comment':
      return refuse('no holes in comments', chunk)
    case 'raw':
      return refuse(`no holes inside ${scan.raw}`, chunk)
  }
}

const classify = (template: readonly string[]): readonly Site[] => {
  let scan: Scan = { state: 'text', raw: '', attribute: '', literal: '' }
  const sites: Site[] = []
  template.forEach((chunk, index) => {
    scan = scanChunk(scan, chunk)
    if (index < template.length - 1) sites.push(siteOf(scan, chunk))
  })
  if (scan.state !== 'text') refuse('a template ends where it began, outside of any tag', template.at(-1) ?? '')
  return sites
}

const known = new WeakMap<TemplateStringsArray, readonly Site[]>()

/** The sites of a template's holes; worked out once, when it is first used. Throws for holes that can not be made safe. */
export const classifySites = (template: TemplateStringsArray): readonly Site[] => {
  const before = known.get(template)
  if (before !== undefined) return before
  const sites = classify(template)
  known.set(template, sites)
  return sites
}
