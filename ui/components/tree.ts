import { attrs, type Child, type Html, html } from '../html.ts'
import type { Words } from '../words.ts'

export type TreeNode = {
  readonly label: string
  readonly href: string
  /** Right of the label: a count, a badge, buttons. */
  readonly aside?: Child
  readonly children: readonly TreeNode[]
  readonly open?: boolean
  readonly current?: boolean
}

const entry = ({ label, href, aside, current }: TreeNode): Html =>
  html`<div class="tree-entry"><a href="${href}"${attrs({ 'aria-current': current && 'page' })}>${label}</a>${aside !== undefined && html` <div class="tree-aside">${aside}</div>`}</div>`

const node = (words: Words, it: TreeNode): Html =>
  it.children.length === 0
    ? html`<li class="leaf">${entry(it)}</li>`
    : html`<li class="branch">${entry(it)}<details${attrs({ open: it.open })}><summary aria-label="${words.text('tree.below', { label: it.label })}"></summary><ul>${it.children.map(child => node(words, child))}</ul></details></li>`

/** A hierarchy that unfolds, as the categories. The arrow unfolds, the label leads to the thing. */
export const tree = (words: Words, label: string, roots: readonly TreeNode[]): Html =>
  html`<ul class="tree" aria-label="${label}">${roots.map(root => node(words, root))}</ul>`
