import { type Child, type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { commandButton } from './form.ts'
import { icon } from './icon.ts'

export type Notice = { readonly tone: 'info' | 'good' | 'warn' | 'bad'; readonly body: Child }

/** A sentence about the whole page: somebody else edits it, a rebuild runs, a value is old. */
export const notice = ({ tone, body }: Notice): Html => html`<div class="notice ${tone}" role="status">${body}</div>`

export type Toast = {
  readonly tone: 'good' | 'bad'
  readonly body: Child
  /** The button that takes back what it tells. */
  readonly undo?: Undo | undefined
}

type Undo = { readonly label: string; readonly values: Readonly<Record<string, string>> }

const undoButton = ({ label, values }: Undo): Html => commandButton({ action: '/api/undo', label, values })

/** A short answer to what was just done. Script lets it go after a while; without, it stays until the next page. */
export const toast = ({ text }: Words, { tone, body, undo }: Toast): Html =>
  html`<div class="toast ${tone}" data-toast><p>${body}</p>${undo && undoButton(undo)}<button type="button" class="with-script" data-dismiss aria-label="${text('toast.dismiss')}">${icon('close')}</button></div>`

/** What script makes the button of a message of, once it is told of which command. */
export const undoTemplate = ({ text }: Words): Html =>
  html`<template id="undo">${undoButton({ label: text('undo.do'), values: { category: '', id: '', revision: '' } })}</template>`
