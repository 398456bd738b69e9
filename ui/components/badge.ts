import { type Html, html } from '../html.ts'

export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad'

/** A status as a dot and a word: never by colour alone. */
export const badge = (label: string, tone: Tone): Html => html`<span class="badge ${tone}">${label}</span>`
