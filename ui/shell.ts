import { toastOf } from '../api/flash.ts'
import type { PageContext, RequestContext, View } from '../api/page.ts'
import type { Problem } from '../api/problem.ts'
import { VIEW_AS } from '../api/view-as-address.ts'
import type { AssetUrl } from './assets.ts'
import { boundText } from './audit/as-of.ts'
import { wayOf } from './components/breadcrumb.ts'
import { notice, type Toast } from './components/notice.ts'
import { linkButton, pageHead } from './components/page-head.ts'
import { type Html, html } from './html.ts'
import { layout } from './layout.ts'
import { navOf } from './navigation.ts'
import { wordsFor } from './words.ts'

const toastsOf = ({ done, submitted, text }: RequestContext): Toast[] => {
  const toast = done === undefined || submitted !== undefined ? undefined : toastOf(text, done)
  return toast === undefined ? [] : [{ tone: 'good', body: toast.text, undo: toast.undo }]
}

/** Said on every page of a shop of the past. */
const pastBanner = ({ past, viewer, now }: RequestContext): Html | undefined => {
  if (past === undefined) return undefined
  const words = wordsFor(viewer, now)
  const said = words.text('asOf.banner', { moment: boundText(words, past) })
  return notice({ tone: 'warn', body: html`${said} <a href="/as-of">${words.text('asOf.leave')}</a>` })
}

/** Said on every page to whoever looks at the shop as somebody else. */
const viewAsBanner = ({ viewer, now }: RequestContext): Html | undefined => {
  if (viewer.as === undefined) return undefined
  const { text } = wordsFor(viewer, now)
  const said = text('viewAs.banner', { name: viewer.as })
  return notice({ tone: 'warn', body: html`${said} <a href="${VIEW_AS}">${text('viewAs.leave')}</a>` })
}

const framed = (asset: AssetUrl, { title, body }: { title: string; body: Html }, context: RequestContext): Html =>
  layout(
    {
      title,
      nav: navOf(context.path),
      viewer: context.viewer,
      words: wordsFor(context.viewer, context.now),
      freshness: context.freshness,
      settings: context.settings,
      banner: pastBanner(context) ?? viewAsBanner(context),
      asset,
      toasts: toastsOf(context),
    },
    body,
  )

/** How the server turns what a page says, or a problem, into a whole document. */
export const shellOf = (asset: AssetUrl) => ({
  // Pages of this layer only ever answer with its own markup.
  page: ({ title, body, trail = [], beside }: View, context: PageContext): Html => {
    const way = wayOf(context.text, { above: trail, title, beside })
    return framed(asset, { title, body: html`${way}${body as Html}` }, context)
  },
  problem: ({ title, detail, code, again, errors = [] }: Problem, context: RequestContext): Html => {
    const reasons = errors.filter(({ message }) => message !== detail).map(({ message }) => html`<li>${message}</li>`)
    const open =
      again !== undefined && linkButton({ label: context.text('problem.again'), href: again, kind: 'primary' })
    const home = linkButton({
      label: context.text('problem.home'),
      href: '/',
      ...(again === undefined ? { kind: 'primary' as const } : {}),
    })
    const body = html`${pageHead({ title })}<div id="problem" class="notice bad" role="alert"><p data-detail>${detail}</p>${reasons.length > 0 && html`<ul>${reasons}</ul>`}<p class="mono quiet">${code}</p></div><p>${open}${home}</p>`
    return framed(asset, { title, body }, context)
  },
})
