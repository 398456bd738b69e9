import { describe, expect, it } from 'vitest'
import { attrs, type Child, html } from '../../ui/html.ts'

const print = (markup: { markup: string }) => markup.markup

describe('html', () => {
  it('escapes text', () => {
    expect(print(html`<p>${`<b title="x">O'Neil & Sons</b>`}</p>`)).toBe(
      '<p>&lt;b title=&quot;x&quot;&gt;O&#39;Neil &amp; Sons&lt;/b&gt;</p>',
    )
  })

  it('escapes a quoted attribute, in double and in single quotes', () => {
    const value = `" onclick='x`
    expect(print(html`<p title="${value}"></p>`)).toBe('<p title="&quot; onclick=&#39;x"></p>')
    expect(print(html`<p title='${value}'></p>`)).toBe(`<p title='&quot; onclick=&#39;x'></p>`)
  })

  it('prints markup in text as it is, and escapes it again in an attribute', () => {
    const inner = html`<b>${'&'}</b>`
    expect(print(html`<p>${inner}</p>`)).toBe('<p><b>&amp;</b></p>')
    expect(print(html`<p title="${inner}"></p>`)).toBe('<p title="&lt;b&gt;&amp;amp;&lt;/b&gt;"></p>')
  })

  it('prints lists of any depth one after the other', () => {
    expect(print(html`${['a', ['<', [html`<b>c</b>`, 4]]]}`)).toBe('a&lt;<b>c</b>4')
  })

  it('prints numbers, zero among them, and nothing for false, null and undefined', () => {
    expect(print(html`${0}|${12n}|${false}|${null}|${undefined}|`)).toBe('0|12||||')
  })

  it('leaves characters beyond the five alone', () => {
    expect(print(html`${'Žluťoučký €5 < 😀'}`)).toBe('Žluťoučký €5 &lt; 😀')
  })

  it('refuses what does not print, by type and when run', () => {
    // @ts-expect-error a boolean that is true prints nothing sensible
    expect(() => html`${true}`).toThrow('not printable')
    // @ts-expect-error a date is formatted first
    expect(() => html`${new Date(0)}`).toThrow('not printable')
    // @ts-expect-error an object is not text
    expect(() => html`${{ name: 'x' }}`).toThrow('not printable')
    // @ts-expect-error a forgotten call
    expect(() => html`${() => 'x'}`).toThrow('not printable')
    // @ts-expect-error a forgotten await
    expect(() => html`${Promise.resolve('x')}`).toThrow('not printable')
  })

  it('refuses a list as the value of an attribute', () => {
    expect(() => html`<p title="${['a', 'b']}"></p>`).toThrow('one value')
  })
})

const refusals: Readonly<Record<string, [make: (value: Child) => unknown, why: string]>> = {
  'an unquoted attribute': [value => html`<p title=${value}></p>`, 'quote the attribute value'],
  'a script': [value => html`<script>let a = "${value}"</script>`, 'inside script'],
  'a style element': [value => html`<style>p { color: ${value} }</style>`, 'inside style'],
  'a comment': [value => html`<!-- ${value} -->`, 'in comments'],
  'an event handler': [value => html`<p onclick="go(${value})"></p>`, 'code or style'],
  'hx-on': [value => html`<p hx-on:click="${value}"></p>`, 'code or style'],
  'data-hx-on': [value => html`<p data-hx-on:click="${value}"></p>`, 'code or style'],
  'a style attribute': [value => html`<p style="width: ${value}"></p>`, 'code or style'],
  srcdoc: [value => html`<iframe srcdoc="${value}"></iframe>`, 'code or style'],
  'the name of an element': [value => html`<${value}></p>`, 'element name'],
  'the name of a closing element': [value => html`<p></${value}>`, 'element name'],
  'the name of an attribute': [value => html`<p ${value}="x"></p>`, "attribute's name"],
  'a url in two pieces at its start': [value => html`<a href="${value}${value}">x</a>`, 'as one value'],
}

describe('a hole is refused', () => {
  for (const [where, [make, why]] of Object.entries(refusals)) {
    it(`in ${where}`, () => {
      expect(() => make('x')).toThrow(new RegExp(why))
    })
  }

  it('inside a tag, unless it is the result of attrs', () => {
    expect(() => html`<p ${'hidden'}></p>`).toThrow('attrs()')
    expect(html`<p${attrs({ hidden: true })}></p>`.markup).toBe('<p hidden></p>')
  })

  it('in a template that ends inside a tag', () => {
    expect(() => html`<a href="/x`).toThrow('outside of any tag')
  })

  it('but not after a script, a style or a comment has ended', () => {
    expect(html`<!-- a > b --><script src="/x.js"></script><p>${'<'}</p>`.markup).toContain('<p>&lt;</p>')
  })
})

describe('a url', () => {
  const unsafe = [
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
  ]

  it('with a scheme that runs code is refused wherever a url may stand', () => {
    for (const url of unsafe) {
      expect(() => html`<a href="${url}">x</a>`, url).toThrow('unsafe url')
      expect(() => html`<form action='${url}'></form>`, url).toThrow('unsafe url')
      expect(() => html`<a hx-get="${url}">x</a>`, url).toThrow('unsafe url')
      expect(() => attrs({ href: url }), url).toThrow('unsafe url')
    }
    expect(() => html`<a hx-vals="${'js:{a: 1}'}">x</a>`).toThrow('unsafe url')
  })

  it('of any other kind is printed, and the rest of a url is only escaped', () => {
    expect(html`<a href="${'https://example.com/?a=1&b=2'}">x</a>`.markup).toContain('?a=1&amp;b=2')
    expect(html`<a href="/orders/${'javascript:1'}">x</a>`.markup).toContain('/orders/javascript:1')
  })
})

describe('attrs', () => {
  it('prints true as the bare name, leaves out false, null and undefined, and escapes values', () => {
    expect(attrs({ hidden: true, open: false, id: undefined, class: null, title: '"<"', min: 0 }).markup).toBe(
      ' hidden title="&quot;&lt;&quot;" min="0"',
    )
  })

  it('refuses handlers, styles and names that are none', () => {
    for (const name of ['onclick', 'hx-on:click', 'style', 'srcdoc', 'a b', '"x']) {
      expect(() => attrs({ [name]: 'x' }), name).toThrow('no such attribute')
    }
  })
})
