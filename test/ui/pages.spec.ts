import { describe, expect, it } from 'vitest'
import { loadAssets } from '../../ui/assets.ts'
import { samplePages } from '../support/sample-pages.ts'
import { assets, samplePage, sampleViewer } from '../support/sample-shell.ts'
import { brokenIn, faultsOf } from '../support/valid-html.ts'

// What real pages are made of is looked at there; these show what none of them has yet, too.
describe('every sample page', () => {
  for (const [name, markup] of Object.entries(samplePages))
    it(`${name} is valid HTML that works under the policy of the server`, async () => {
      expect(await faultsOf(markup)).toEqual([])
      expect(brokenIn(markup, new Set(assets.files.keys()))).toEqual([])
    })
})

describe('the layout', () => {
  it('shows only what the viewer may open', () => {
    const page = samplePage({ viewer: { ...sampleViewer, may: new Set(['product:read']) } }, undefined)
    expect(page).toContain('data-nav="products"')
    expect(page).not.toContain('data-nav="orders"')
    expect([...page.matchAll(/data-nav-group="(\w+)"/g)].map(([, group]) => group)).toEqual(['catalog'])
  })

  it('marks the entry the page belongs to', () => {
    expect(samplePage({ nav: 'stock' }, undefined)).toMatch(/data-nav="stock" aria-current="page"/)
  })

  it('has its entries in groups that are open without script', () => {
    const page = samplePage({}, undefined)
    const groups = [...page.matchAll(/<details data-nav-group="(\w+)" open>/g)].map(([, group]) => group)
    expect(groups).toEqual(['sales', 'catalog', 'stock', 'customers', 'audit', 'operations', 'people', 'settings'])
    expect(page).toMatch(/<summary>Sales<\/summary><ul><li><a href="\/orders"/)
  })

  it('says how far the lists are behind', () => {
    expect(samplePage({ freshness: { state: 'behind', parked: 0, behindSeconds: 7, lost: [] } }, undefined)).toContain(
      'Read model is 7 s behind',
    )
    expect(samplePage({}, undefined)).toContain('Projections in sync')
  })

  it('says when something is kept that can not be shown', () => {
    const freshness = { state: 'live', behindSeconds: 0, parked: 2, lost: [] } as const
    expect(samplePage({ freshness }, undefined)).toContain('2 histories kept, not shown yet')
  })

  it('says who is signed in, and lets them sign out', () => {
    const page = samplePage({}, undefined)
    expect(page).toContain(`<p class="session"`)
    expect(page).toContain('<form method="post" action="/sign-out">')
  })

  it('escapes the title', () => {
    expect(samplePage({ title: '<script>' }, undefined)).toContain('<title>&lt;script&gt; · Daybook</title>')
  })
})

describe('the static files', () => {
  it('have the fingerprint of their content in their address, the same at every start', () => {
    expect([...loadAssets().files.keys()]).toEqual([...assets.files.keys()])
    expect(assets.url('daybook.css')).toMatch(/^\/assets\/daybook-[0-9a-f]{10}\.css$/)
  })

  it('name each other by those addresses', () => {
    const css = assets.files.get(assets.url('daybook.css'))?.body.toString() ?? ''
    const named = [...css.matchAll(/url\("([^"]+)"\)/g)].map(([, url]) => url)
    expect(new Set(named)).toEqual(new Set([assets.url('inter-latin-ext.woff2'), assets.url('inter-latin.woff2')]))
  })
})
