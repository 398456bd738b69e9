import { expect, it } from 'vitest'
import { keptWithin } from '../../api/past.ts'
import { attrs, html } from '../../ui/html.ts'

const PAST = '/as-of/0197c8f2-5b1e-7c3a-9d2e-1f0a2b3c4d5e'
// Only its address is looked at.
const within = (markup: { toString: () => string }, originalUrl = `${PAST}/orders`) =>
  keptWithin(markup.toString(), { originalUrl })

it.each([
  html`<a href="/orders/1001">1001</a>`,
  html`<a${attrs({ href: '/orders/1001' })}>1001</a>`,
  html`<form action='/search'></form>`,
  html`<button formaction="${'/orders'}">Show</button>`,
  html`<input data-pick="/pick/customer">`,
  html`<div hx-get="/freshness"></div>`,
  html`<div${attrs({ 'data-live': '/events?type=OrderPlaced' })}></div>`,
  html`<div hx-push-url="/orders"></div>`,
  html`<a href="/">Home</a>`,
])('%s leads to the same place within a shop of the past', markup => {
  const kept = within(markup)
  expect(kept).toContain(`${PAST}/`)
  expect(kept.replace(PAST, '')).toBe(markup.toString())
  // What was kept within is not moved once more.
  expect(within(kept)).toBe(kept)
  expect(within(markup, '/orders')).toBe(markup.toString())
})

it.each([
  html`<p>${' href="/orders"'}</p>`,
  html`<input value="${'" href="/orders'}">`,
  html`<input value="/orders" title="/orders">`,
  html`<a href="#main">Main</a>`,
  html`<a href="?sort=-total">Total</a>`,
  html`<a href="https://example.com/orders">Elsewhere</a>`,
  html`<a href="${'//example.com/orders'}">Elsewhere</a>`,
  html`<img src="/assets/favicon.svg" alt="">`,
  html`<a href="/as-of">Back</a>`,
  html`<a href="/as-of/0197c8f2-5b1e-7c3a-9d2e-000000000000/">Another</a>`,
  html`<form action="/api/as-of/0197c8f2-5b1e-7c3a-9d2e-000000000000/removal"></form>`,
])('%s stays as it is', markup => {
  expect(within(markup)).toBe(markup.toString())
})
