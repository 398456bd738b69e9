import type { Problem } from '../../api/problem.ts'
import { attrs, type Child, type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { type IconName, icon } from './icon.ts'
import { problemSummary, type SummaryOptions } from './problem-summary.ts'
import { keysTogether } from './shortcuts.ts'

export type CommandForm = {
  readonly id: string
  /** Where the command is posted. */
  readonly action: string
  /** Makes a double submit harmless; kept when the form is shown again. */
  readonly commandId: string
  /** Revision of the stream the form was made from; absent when the thing is new. */
  readonly revision?: number | undefined
  readonly fields: Child
  /** The `prefix` that its fields were given, on a page with several forms. */
  readonly prefix?: string | undefined
  readonly submit: string
  /** The button that all of it is filled in for, where its own only keeps what is filled in. */
  readonly first?: Html | undefined
  readonly cancel?: string | undefined
  readonly problem?: Pick<Problem, 'title' | 'detail' | 'errors'> | undefined
  /** What its fields are called where a problem is told. */
  readonly nameOf?: SummaryOptions['nameOf']
  /** Asked before it is sent. */
  readonly confirm?: string | undefined
  /** Warns before leaving with unsaved changes. On unless said otherwise. */
  readonly guard?: boolean | undefined
  readonly danger?: boolean | undefined
  /** Some of its buttons ask for the form again in place of sending it. */
  readonly asksAgain?: boolean | undefined
  /** The browser itself insists on required fields: for what the command has no field for, such as a confirmation. */
  readonly insist?: boolean | undefined
  /** The answer is a whole page: what it changes is also around the part that script would swap. */
  readonly isWhole?: boolean | undefined
  /** Said beside its button as long as something is not saved; the button stays in sight then. */
  readonly unsaved?: string | undefined
}

// A refused command answers the page again. Morphing it in keeps the focus and what is typed elsewhere. `this:drop` and the
// disabled buttons because a double click would send it twice.
const sent = attrs({
  'hx-target': '#main',
  'hx-select': '#main > *',
  'hx-swap': 'innerMorph',
  'hx-push-url': 'false',
  'hx-sync': 'this:drop',
  'hx-disable': 'findAll button',
})

/**
 * Stands first in a form whose buttons ask for it again: Enter in a field presses the first button there is.
 * @param submit what its visible twin says
 */
export const defaultButton = (submit: string): Html =>
  html`<button class="visually-hidden" tabindex="-1" aria-hidden="true">${submit}</button>`

const summaryOf = ({ text }: Words, { id, problem, prefix, fields, nameOf }: CommandForm): Html | undefined =>
  problem &&
  problemSummary(problem, {
    id: `${id}-problem`,
    prefix,
    within: fields,
    nameOf,
    openLabel: text('problem.open'),
  })

/** What a button has that Ctrl and Enter press. */
export const sending = (words: Words): Html =>
  attrs({ title: keysTogether(words, 'Ctrl', 'Enter'), 'data-submit': true })

/** A form that sends one command. An ordinary form without script; with it, a refusal is shown in place. */
export const commandForm = (
  words: Words,
  form: CommandForm,
): Html => html`<form class="form" id="${form.id}" method="post" action="${form.action}"${form.isWhole !== true && html` hx-post="${form.action}"${sent}`}${attrs(
  {
    novalidate: form.insist !== true,
    'data-guard': form.guard !== false,
    'data-save-bar': form.unsaved !== undefined,
    'hx-confirm': form.confirm,
  },
)}>
${form.asksAgain && defaultButton(form.submit)}${summaryOf(words, form)}
<input type="hidden" name="commandId" value="${form.commandId}">
${form.revision !== undefined && html`<input type="hidden" name="expectedRevision" value="${form.revision}">`}
${form.fields}
<div class="form-actions">${form.first ?? html`<button class="button ${form.danger ? 'danger' : 'primary'}"${sending(words)}>${form.submit}</button>`}${
  form.first !== undefined && html`<button class="button">${form.submit}</button>`
}${
  form.cancel !== undefined && html`<a class="button plain" href="${form.cancel}">${words.text('form.cancel')}</a>`
}${form.unsaved !== undefined && html`<span class="unsaved">${form.unsaved}</span>`}</div>
</form>`

export type CommandButton = Pick<CommandForm, 'action' | 'revision' | 'confirm'> & {
  /** Makes a double submit harmless; none for what is no command and harmless anyway. */
  readonly commandId?: string | undefined
  readonly label: string
  readonly kind?: 'primary' | 'danger' | 'plain' | undefined
  /** Shown in place of the label, which is then its tooltip and read out. */
  readonly icon?: IconName | undefined
  /** Values of the command that the button stands for: which address, which line. */
  readonly values?: Readonly<Record<string, string>> | undefined
}

/** A command without fields to fill in, as one button: put on sale, cancel, retry. A refusal shows in the page's `#problem`. */
export const commandButton = (
  command: CommandButton,
): Html => html`<form class="inline" method="post" action="${command.action}" hx-post="${command.action}"${sent}${attrs(
  { 'hx-confirm': command.confirm },
)}>
${command.commandId !== undefined && html`<input type="hidden" name="commandId" value="${command.commandId}">`}${
  command.revision !== undefined && html`<input type="hidden" name="expectedRevision" value="${command.revision}">`
}${Object.entries(command.values ?? {}).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${buttonOf(command)}
</form>`

const buttonOf = ({ kind, label, icon: name }: CommandButton): Html =>
  name === undefined
    ? html`<button class="button ${kind}">${label}</button>`
    : html`<button class="button ${kind}" aria-label="${label}" title="${label}">${icon(name)}</button>`
