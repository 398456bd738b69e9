import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const own = (name: string) => new URL(`public/${name}`, import.meta.url)
const installed = (path: string) => require.resolve(path)

const TYPE = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

const sources = {
  'inter-latin.woff2': installed('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
  'inter-latin-ext.woff2': installed('@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2'),
  'favicon.svg': own('favicon.svg'),
  'daybook.css': own('daybook.css'),
  'daybook.js': own('daybook.js'),
  'keyboard.js': own('keyboard.js'),
  'rows.js': own('rows.js'),
  'autosave.js': own('autosave.js'),
  'live.js': own('live.js'),
  'way-back.js': own('way-back.js'),
  'recent.js': own('recent.js'),
  'navigation.js': own('navigation.js'),
  'passkey.js': own('passkey.js'),
  'settings.js': own('settings.js'),
  'htmx.js': installed('htmx.org/dist/htmx.min.js'),
} as const

export type AssetName = keyof typeof sources
export type AssetUrl = (name: AssetName) => string

/** A static file: its body never changes under its name, so it may be cached for ever. */
export type Asset = { readonly body: Buffer; readonly type: string }
export type Assets = {
  /** Address of a file, with a fingerprint of its content. */
  readonly url: AssetUrl
  /** Every file by its address. */
  readonly files: ReadonlyMap<string, Asset>
}

const fingerprint = (body: Buffer) => createHash('sha256').update(body).digest('hex').slice(0, 10)

/** Puts the fingerprinted names of files that were read before into a stylesheet. */
const linked = (body: Buffer, urls: ReadonlyMap<string, string>): Buffer =>
  Buffer.from(
    body
      .toString()
      .replace(/url\("([^"]+)"\)/g, (whole, name) => (urls.has(name) ? `url("${urls.get(name)}")` : whole)),
  )

/** Reads all static files: our own, htmx and the fonts from their packages. Called once, at start. */
export const loadAssets = (): Assets => {
  const urls = new Map<string, string>()
  const files = new Map<string, Asset>()
  for (const [name, place] of Object.entries(sources)) {
    const [stem, extension = ''] = name.split('.')
    const raw = readFileSync(place)
    const body = extension === 'css' ? linked(raw, urls) : raw
    const url = `/assets/${stem}-${fingerprint(body)}.${extension}`
    urls.set(name, url)
    files.set(url, { body, type: TYPE[extension as keyof typeof TYPE] })
  }
  // Every name of `sources` is in the map now.
  return { url: name => urls.get(name) ?? name, files }
}
