import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)
const layers = ['domain', 'projections', 'ui', 'api']

/** Where languages are named for a reason: what the shop once knew of them, its stores of that time, and the words of pages. */
const MAY = [
  /^domain\/shared\/locale\.ts$/,
  /^domain\/shop\/founding-stores\.ts$/,
  /^api\/text\//,
  // English writes a word inside a sentence small.
  /^ui\/kit\/labels\.ts$/,
]

/** What reads or writes content in one certain language: `names.en`, `{ de: … }`, `'en'`. */
const LITERALS =
  /\b\w*[nN]ames\??\.(?:en|de)\b|\bdescriptions\??\.(?:en|de)\b|(?<![\w.])(?:en|de)\??: |(['"`])(?:en|de)\1/g

/** What is not about content: comments, and the locale whose rules a program reckons by. */
const withoutOther = (code: string): string =>
  code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '').replace(/\bIntl\.\w+\('en'/g, '')

const found = (code: string): string[] => withoutOther(code).match(LITERALS) ?? []

const files = layers.flatMap(layer =>
  readdirSync(new URL(`${layer}/`, root), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => `${layer}/${file}`),
)

describe('the languages of content', () => {
  it.each(files.filter(file => !MAY.some(may => may.test(file))))('are not said in %s', file => {
    expect(found(readFileSync(new URL(file, root), 'utf8'))).toEqual([])
  })

  it.each([
    'const name = names.en',
    'productNames?.en',
    'row.descriptions.de',
    "contentLocale(words) === 'de'",
    "const locales = ['en', 'de']",
    'z.strictObject({ en: named(255), de: named(255).optional() })',
  ])('would be found: %s', code => expect(found(code)).not.toEqual([]))

  it.each(["locale: 'de-AT'", 'open: true', 'then: detail', '/** `names.en` */', "format('en-GB')"])(
    'are not seen where there are none: %s',
    code => expect(found(code)).toEqual([]),
  )
})
