import { type Html, html } from '../html.ts'

/** What of the query string a GET form keeps: all but what it asks for itself, and the cursor, as no link keeps that. */
export const hiddenOf = (query: URLSearchParams, own: readonly string[]): Html => {
  const kept = [...query].filter(([name, value]) => name !== 'cursor' && value !== '' && !own.includes(name))
  return html`${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`
}
