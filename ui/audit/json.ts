import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'

const isNested = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Date) && Object.keys(value).length > 0

/** A value as it is stored: text and numbers as they are, what is nested as indented JSON. */
export const shownJson = ({ text }: Words, value: unknown): Html => {
  if (value === null || value === undefined || value === '')
    return html`<span class="nothing">${text('history.nothing')}</span>`
  if (value instanceof Date) return html`<span class="mono">${value.toISOString()}</span>`
  if (isNested(value)) return html`<pre class="json">${JSON.stringify(value, null, 2)}</pre>`
  return html`<span class="mono">${typeof value === 'string' ? value : JSON.stringify(value)}</span>`
}

/** The members of an object as definitions: names as they are stored. */
export const jsonDefinitions = (words: Words, object: Readonly<Record<string, unknown>>) =>
  Object.entries(object).map(([name, value]) => ({
    term: html`<span class="mono">${name}</span>`,
    value: shownJson(words, value),
  }))
