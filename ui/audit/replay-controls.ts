import type { StreamMoments, Thing } from '../../api/stream-history.ts'
import { dateTimeField, rangeField, textField } from '../components/field.ts'
import { type IconName, icon } from '../components/icon.ts'
import { attrs, type Html, html } from '../html.ts'
import { replayHref } from '../thing.ts'
import { type Words, zoneName } from '../words.ts'
import type { Asked, AskedName } from './asked-moment.ts'

export type Controls = {
  readonly words: Words
  readonly stream: StreamMoments
  readonly asked: Asked
  /** The shown moment; -1 before the first event. */
  readonly revision: number
  /** What the time field shows. */
  readonly time: string
}

type Step = { readonly name: 'first' | 'previous' | 'next' | 'last'; readonly icon: IconName; readonly rel?: string }
const STEPS: readonly Step[] = [
  { name: 'first', icon: 'first' },
  { name: 'previous', icon: 'left', rel: 'prev' },
  { name: 'next', icon: 'right', rel: 'next' },
  { name: 'last', icon: 'last' },
]

const target = ({ stream: { moments }, revision }: Controls, { name }: Step): number | undefined => {
  const back = revision > 0
  const ahead = revision < moments.last
  if (name === 'first') return back ? 0 : undefined
  if (name === 'previous') return back ? revision - 1 : undefined
  if (name === 'next') return ahead ? revision + 1 : undefined
  return ahead ? moments.last : undefined
}

const stepLink = (controls: Controls, step: Step): Html => {
  const label = html`${icon(step.icon)}<span>${controls.words.text(`replay.${step.name}`)}</span>`
  const revision = target(controls, step)
  if (revision === undefined) return html`<span class="button" aria-disabled="true">${label}</span>`
  const href = replayHref(controls.stream.thing, { revision: String(revision) })
  return html`<a class="button" href="${href}" hx-get="${href}"${attrs({ id: `replay-${step.name}`, rel: step.rel })}>${label}</a>`
}

/** First, previous, next and last event; the arrow keys follow the links. */
const steps = (controls: Controls): Html => {
  const { words, revision, stream } = controls
  const place =
    revision < 0
      ? words.text('replay.beforeFirst')
      : words.text('replay.place', { revision: String(revision), last: String(stream.moments.last) })
  return html`<nav class="replay-steps" aria-label="${words.text('replay.steps')}" data-replay>
${STEPS.slice(0, 2).map(step => stepLink(controls, step))}<p aria-live="polite">${place}</p>${STEPS.slice(2).map(step => stepLink(controls, step))}
</nav>`
}

/** What is wrong with a field, when it is this one that can not be understood. */
const errorOf = ({ words, asked }: Controls, name: AskedName): { readonly error?: string } => {
  if (asked.kind !== 'malformed' || asked.name !== name) return {}
  return { error: words.text(name === 'at' ? 'replay.at.malformed' : 'replay.revision.malformed') }
}

const valueOf = ({ asked }: Controls, name: AskedName, otherwise: string): string =>
  asked.kind === 'malformed' && asked.name === name ? asked.value : otherwise

type MomentForm = {
  readonly thing: Thing
  /** The last revision, where the slider ends. */
  readonly last: number
  readonly revision: { readonly value: string; readonly error?: string }
  readonly at: { readonly value: string; readonly error?: string }
  /** On a page that is not the replay's own: so that a person can go back to it. */
  readonly history?: 'push'
}

/** A slider over the events and a time field, in one form that works without script. */
export const momentForm = ({ text, timeZone }: Words, { thing, last, revision, at, history }: MomentForm): Html => {
  const action = replayHref(thing)
  const slider = { name: 'revision', label: text('replay.slider'), prefix: 'moment', ...revision }
  const time = { name: 'at', label: text('replay.at'), prefix: 'moment', ...at }
  return html`<form class="replay-form" method="get" action="${action}" hx-get="${action}">
${revision.error === undefined ? rangeField({ ...slider, max: last, get: action, ...(history === undefined ? {} : { history }) }) : textField(slider)}
${dateTimeField({ ...time, hint: text('replay.at.hint', { timeZone: zoneName(timeZone) }) })}
<input type="hidden" name="was" value="${at.value}">
<button class="button">${text('replay.show')}</button>
</form>`
}

/** The steps and the form, at the moment that is shown. */
export const momentControls = (controls: Controls): Html => {
  const { words, stream, revision, time } = controls
  const form = momentForm(words, {
    thing: stream.thing,
    last: stream.moments.last,
    revision: {
      value: valueOf(controls, 'revision', String(Math.max(revision, 0))),
      ...errorOf(controls, 'revision'),
    },
    at: { value: time, ...errorOf(controls, 'at') },
  })
  return html`${steps(controls)}
${form}`
}

/** Two revisions to compare. */
export const comparisonForm = (controls: Controls): Html => {
  const { words, stream, asked, revision } = controls
  const action = replayHref(stream.thing)
  const edges = asked.kind === 'comparison' ? asked : { from: Math.max(revision, 0), to: stream.moments.last }
  const field = (name: 'from' | 'to') => {
    const wrong = errorOf(controls, name)
    return textField({
      name,
      label: words.text(`replay.${name}`),
      prefix: 'compare',
      type: 'error' in wrong ? 'text' : 'number',
      inputMode: 'numeric',
      value: valueOf(controls, name, String(edges[name])),
      ...wrong,
    })
  }
  return html`<form class="replay-form" method="get" action="${action}" hx-get="${action}">
${field('from')}${field('to')}<button class="button">${words.text('replay.compare')}</button>
</form>`
}
