import { type Child, type Html, html } from '../html.ts'

/** Nothing to show: says so, and what to do next. */
export type EmptyState = { readonly title: string; readonly hint: string; readonly action?: Child }

export const emptyState = ({ title, hint, action }: EmptyState): Html =>
  html`<div class="empty"><p class="empty-title">${title}</p><p>${hint}</p>${action}</div>`
