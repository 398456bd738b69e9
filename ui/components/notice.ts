import { type Child, type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { icon } from './icon.ts'

export type Notice = { readonly tone: 'info' | 'good' | 'warn' | 'bad'; readonly body: Child }

/** A sentence about the whole page: somebody else edits it, a rebuild runs, a value is old. */
export const notice = ({ tone, body }: Notice): Html => html`<div class="notice ${tone}" role="status">${body}</div>`

export type Toast = { readonly tone: 'good' | 'bad'; readonly body: Child }

/** A short answer to what was just done. Script lets it go after a while; without, it stays until the next page. */
export const toast = ({ text }: Words, { tone, body }: Toast): Html =>
  html`<div class="toast ${tone}" data-toast><p>${body}</p><button type="button" class="with-script" data-dismiss aria-label="${text('toast.dismiss')}">${icon('close')}</button></div>`
