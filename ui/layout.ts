import type { Freshness } from '../api/page.ts'
import { languageOf } from '../api/text/languages.ts'
import type { Viewer } from '../domain/viewer.ts'
import type { ShopSettings } from '../projections/shop/settings.ts'
import { accentLink } from './accent.ts'
import type { AssetUrl } from './assets.ts'
import { dialogs } from './components/dialogs.ts'
import { icon } from './components/icon.ts'
import { notice, type Toast, toast, undoTemplate } from './components/notice.ts'
import { keysTogether } from './components/shortcuts.ts'
import { pageItems } from './found.ts'
import { attrs, type Child, type Html, html } from './html.ts'
import { type NavEntry, type NavGroup, navGroups, navigationFor } from './navigation.ts'
import { type Words, zoneName } from './words.ts'

export type Shell = {
  readonly title: string
  readonly viewer: Viewer
  /** Key of the navigation entry the page belongs to. */
  readonly nav: NavEntry['key'] | undefined
  readonly words: Words
  readonly freshness: Freshness
  readonly asset: AssetUrl
  readonly settings: Pick<ShopSettings, 'of'>
  /** A sentence about the whole page, above its head. */
  readonly banner?: Child
  readonly toasts?: readonly Toast[]
}

const head = ({ title, asset, settings }: Shell): Html => html`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · ${settings.of('shopName')}</title>
<meta name="htmx-config" content='{"defaultTimeout":20000,"morphIgnore":["data-htmx-powered","open","data-dirty"]}'>
<link rel="icon" href="${asset('favicon.svg')}" type="image/svg+xml">
<link rel="preload" href="${asset('inter-latin.woff2')}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="${asset('daybook.css')}">${accentLink(settings)}
<script src="${asset('htmx.js')}" defer></script>
<script src="${asset('passkey.js')}" type="module"></script>
<script src="${asset('daybook.js')}" type="module"></script>
<script src="${asset('keyboard.js')}" type="module"></script>
<script src="${asset('rows.js')}" type="module"></script>
<script src="${asset('autosave.js')}" type="module"></script>
<script src="${asset('live.js')}" type="module"></script>
<script src="${asset('navigation.js')}" type="module"></script>
<script src="${asset('way-back.js')}" type="module"></script>
<script src="${asset('recent.js')}" type="module"></script>
<script src="${asset('settings.js')}" type="module"></script>
</head>`

const navLink = ({ text }: Words, { key, label, href }: NavEntry, current: Shell['nav']): Html =>
  html`<li><a href="${href}" data-nav="${key}"${attrs({ 'aria-current': key === current && 'page' })}>${icon(key)}${text(label)}</a></li>`

// Open as it comes, so that all is there without script, which folds what this browser keeps folded.
const navGroup = (words: Words, group: NavGroup, links: readonly Html[]): Html | false =>
  links.length > 0 &&
  html`<details data-nav-group="${group}" open><summary>${words.text(`nav.group.${group}`)}</summary><ul>${links}</ul></details>`

const sidebar = ({ viewer, nav, words, settings }: Shell): Html => {
  const { text } = words
  const entries = navigationFor(viewer)
  const links = (group: NavGroup | undefined) =>
    entries.filter(it => it.group === group).map(it => navLink(words, it, nav))
  return html`<nav class="sidebar" id="menu" popover aria-label="${text('nav.label')}">
<p class="brand"><span class="logo" aria-hidden="true"></span>${settings.of('shopName')}</p>
<input type="search" class="with-script" id="nav-filter" aria-label="${text('nav.filter')}" placeholder="${text('nav.filter')}" autocomplete="off" aria-describedby="nav-none">
<ul>${links(undefined)}</ul>
${navGroups.map(group => navGroup(words, group, links(group)))}
<p class="nav-none" id="nav-none" role="status" data-none="${text('nav.filter.none')}"></p>
<p class="session">${icon('local')}<span>${viewer.name}</span></p>
</nav>`
}

const FRESHNESS_TONE = { live: 'good', behind: 'warn', stopped: 'bad', otherLog: 'bad' } as const

/** How far the lists are behind the log; also answered alone, to be swapped in place. */
export const freshnessPill = ({ text }: Words, { state, behindSeconds, parked, lost: [lost] }: Freshness): Html => {
  if (lost !== undefined) return html`<a class="badge bad" href="/projections">${text(`lost.${lost}`)}</a>`
  return state === 'live' && parked > 0
    ? html`<a class="badge warn" href="/projections">${text('freshness.parked', { count: parked })}</a>`
    : html`<a class="badge ${FRESHNESS_TONE[state]}" href="/projections">${text(`freshness.${state}`, { seconds: behindSeconds })}</a>`
}

// Morphed, so that the link keeps its focus. Nobody asked for this request, so it never speaks of its failures.
const livePill = ({ words, freshness }: Shell): Html =>
  html`<div id="freshness" data-unasked hx-get="/freshness" hx-trigger="every 5s" hx-target="this" hx-swap="innerMorph" hx-push-url="false" hx-status:4xx="swap:none" hx-status:5xx="swap:none">${freshnessPill(words, freshness)}</div>`

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map(part => part.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase()

const choices = (
  { text }: Words,
  name: 'theme' | 'density',
  values: readonly ('system' | 'light' | 'dark' | 'compact' | 'roomy')[],
): Html => {
  const label = (value: (typeof values)[number]) =>
    value === 'compact' || value === 'roomy' ? text(`density.${value}`) : text(`theme.${value}`)
  return html`<fieldset class="with-script"><legend>${text(`${name}.legend`)}</legend>${values.map(
    value =>
      html`<label><input type="radio" name="${name}" value="${value}" data-display="${name}">${label(value)}</label>`,
  )}</fieldset>`
}

const ownSettings = ({
  viewer,
  words,
}: Shell): Html => html`<button type="button" class="avatar" popovertarget="settings" aria-label="${viewer.name}: ${words.text('shell.settings')}">${initials(viewer.name)}</button>
<div id="settings" class="popup" popover><p><strong>${viewer.name}</strong></p>
${choices(words, 'theme', ['system', 'light', 'dark'])}${choices(words, 'density', ['compact', 'roomy'])}
<a class="button" href="/settings">${words.text('settings.title')}</a>
<a class="button" href="/account">${words.text('account.open')}</a>
<form method="post" action="/sign-out"><button class="button">${words.text('signIn.out')}</button></form>
<button type="button" class="button with-script" data-help>${words.text('shortcuts.title')} <kbd>?</kbd></button></div>`

const topbar = (shell: Shell): Html => {
  const keys = keysTogether(shell.words, 'Ctrl', 'K')
  return html`<header class="topbar">
<button type="button" class="button menu-button" popovertarget="menu" aria-label="${shell.words.text('shell.menu')}">${icon('menu')}</button>
<form class="search" role="search" method="get" action="/search"><input type="search" name="q" id="global-search" aria-label="${shell.words.text('search.label')}" placeholder="${shell.words.text('search.placeholder')}" title="${keys}" autocomplete="off" data-palette><kbd aria-hidden="true">${keys}</kbd><button class="visually-hidden" tabindex="-1">${shell.words.text('search.submit')}</button></form>
<div class="topbar-end">${livePill(shell)}${ownSettings(shell)}</div>
</header>`
}

const lostBanner = ({ words: { text }, freshness: { lost, state } }: Shell): Html[] => [
  ...lost.map(dependency => notice({ tone: 'bad', body: text(`lost.banner.${dependency}`) })),
  ...(state === 'otherLog' ? [notice({ tone: 'bad', body: text('freshness.banner.otherLog') })] : []),
]

const palette = ({ viewer, words }: Shell) => [{ title: words.text('palette.goTo'), items: pageItems(words, viewer) }]

/** Said once for all times of the page. */
const zoneNote = ({ text, timeZone }: Words): Html =>
  html`<p class="zone">${text('settings.zoneOfPage', { zone: zoneName(timeZone) })} <a href="/settings">${text('settings.change')}</a></p>`

/** The whole page around a body. When a request asks for a part (`HX-Request-Type: partial`), send the part alone instead. */
export const layout = (shell: Shell, body: Child): Html => html`<!DOCTYPE html>
<html lang="${languageOf(shell.viewer.locale)}">
${head(shell)}
<body hx-status:4xx:inherited="push:false" hx-status:5xx:inherited="swap:none push:false" data-lost="${shell.words.text('toast.lost')}" data-failed="${shell.words.text('toast.failed')}" data-dismiss-label="${shell.words.text('toast.dismiss')}">
<a class="skip" href="#main">${shell.words.text('shell.skip')}</a>
${sidebar(shell)}
${topbar(shell)}
<main id="main" tabindex="-1">${lostBanner(shell)}${shell.banner}${body}${zoneNote(shell.words)}</main>
<section id="toasts" aria-label="${shell.words.text('shell.messages')}" aria-live="polite">${shell.toasts?.map(it => toast(shell.words, it))}</section>
${undoTemplate(shell.words)}
${dialogs(shell.words, palette(shell))}
</body>
</html>`
