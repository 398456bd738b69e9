import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { commandRoutes } from '../../api/commands.ts'
import { decodeForm, type FormFields } from '../../api/form.ts'
import type { PageContext } from '../../api/page.ts'
import type { Decider } from '../../domain/decider.ts'
import { AskedNames } from '../../domain/shared/locale.ts'
import type { Html } from '../../ui/html.ts'
import type { Fields } from '../../ui/kit/fields.ts'
import { formOf, type Sent } from '../../ui/kit/form.ts'
import { labelIn } from '../../ui/kit/labels.ts'
import { words } from '../support/sample-shell.ts'

const SetSample = z.strictObject({
  kind: z
    .array(z.enum(['product', 'shipping']))
    .min(1)
    .max(2),
  orders: z.array(z.string().max(20)).max(5).optional(),
  placedAt: z.iso.datetime(),
  total: z.string().max(14).meta({ format: 'decimal' }).optional(),
  names: AskedNames,
})
const commands = { SetSample }
const events = { SampleSet: SetSample }
const sample: Decider<null, typeof commands, typeof events> = {
  category: 'sample',
  initial: null,
  events,
  evolve: { SampleSet: () => null },
  commands,
  decide: { SetSample: (_, data) => [{ type: 'SampleSet', data }] },
  touches: { SampleSet: () => [] },
}
const { SetSample: route } = commandRoutes(sample, {
  SetSample: { path: '/samples/:id', may: 'catalog:write', form: '/samples/:id', then: '/samples/:id' },
})

type Data = z.input<typeof SetSample>
const newId = () => '019e0000-0000-7000-8000-000000000009'
const berlin = { ...words, timeZone: 'Europe/Berlin' }
const drawn = (draw: (fields: Fields<Data>) => Html, sent: Sent = {}, submitted?: PageContext['submitted']) =>
  formOf(berlin, { newId, ...(submitted && { submitted }) } as PageContext, route, sent, draw).markup
const decoded = (fields: FormFields, locale = 'de-DE') =>
  decodeForm(SetSample, { kind: [], 'names.en': 'x', ...fields }, { locale, timeZone: 'Europe/Berlin' })

describe('many of some choices', () => {
  it('are boxes under a legend, ticked where they are recorded', () => {
    const markup = drawn(({ field }) => field('kind'), { recorded: { kind: ['shipping'] } })
    expect(markup).toMatch(
      /<fieldset class="field many" id="field-kind" tabindex="-1">\s*<legend>Kind<span class="required" aria-hidden="true"> \*<\/span><\/legend>/,
    )
    expect(drawn(({ field }) => field('orders', { options: [] }))).not.toContain('class="required"')
    expect(markup).toContain('name="kind" value="product">')
    expect(markup).toContain('name="kind" value="shipping" checked>')
  })

  it('are those of the page where the schema lists none, and stay as they were ticked', () => {
    const options = [
      { value: 'a', label: 'First' },
      { value: 'b', label: 'Second <b>' },
    ]
    const submitted = { command: 'SetSample', fields: { orders: ['b'] } }
    const markup = drawn(({ field }) => field('orders', { options, start: ['a'] }), {}, submitted)
    expect(markup).toContain('value="a"> First')
    expect(markup).toContain('value="b" checked> Second &lt;b&gt;')
  })

  it('are a list of their values, empty when nothing is ticked', () => {
    expect(decoded({ kind: ['product', 'shipping'] })).toMatchObject({ kind: ['product', 'shipping'] })
    expect(decoded({ kind: 'shipping' })).toMatchObject({ kind: ['shipping'] })
    expect(decoded({})).toMatchObject({ kind: [] })
  })

  it('say beside them what is wrong, and what both changed', () => {
    const problem = {
      type: '',
      title: '',
      status: 409,
      detail: '',
      code: '',
      errors: [{ field: 'kind', message: 'One.' }],
    }
    const conflict = { since: [], paths: ['kind'], revision: 3 } as never
    const submitted = { command: 'SetSample', fields: { kind: ['product', 'shipping'] }, problem, conflict }
    const markup = drawn(({ field }) => field('kind'), { recorded: { kind: ['shipping'] } }, submitted)
    expect(markup).toContain('aria-describedby="field-kind-error"')
    expect(markup).toContain('data-value="product, shipping"')
    expect(markup).toContain('data-value="shipping"')
  })
})

describe('a moment', () => {
  it('is typed as the clocks of its viewer show it, which it says', () => {
    const markup = drawn(({ field }) => field('placedAt'), {
      recorded: { placedAt: new Date('2026-07-01T10:00:00Z') },
    })
    expect(markup).toContain('type="datetime-local" step="1" value="2026-07-01T12:00:00"')
    expect(markup).toContain('The time in Europe/Berlin.')
    expect(decoded({ placedAt: '2026-07-01T12:00' })).toMatchObject({ placedAt: '2026-07-01T10:00:00.000Z' })
    expect(decoded({ placedAt: '2026-01-01T12:00:07' })).toMatchObject({ placedAt: '2026-01-01T11:00:07.000Z' })
  })

  it('stays as it was typed when it is none, for the schema to refuse', () => {
    for (const typed of ['2026-02-30T12:00', '2026-02-03', 'soon', '2026-07-01T10:00:00Z'])
      expect(decoded({ placedAt: typed })).toMatchObject({ placedAt: typed })
    expect(decoded({ placedAt: ' ' })).not.toHaveProperty('placedAt')
  })
})

describe('a decimal without a currency', () => {
  it('is typed the way its viewer writes numbers', () => {
    const markup = drawn(({ field }) => field('total'), { recorded: { total: '12.5' } })
    expect(markup).toMatch(/value="12\.5"[^>]*inputmode="decimal"/)
    expect(decoded({ total: '1.234,5' })).toMatchObject({ total: '1234.5' })
  })
})

describe('a value per language', () => {
  it('has a field for each, with the language in its label and in its markup', () => {
    const markup = drawn(({ perLanguage }) => perLanguage('names'), {
      recorded: { names: { en: 'Lamp', de: 'Lampe' } },
    })
    expect(markup).toMatch(/Name \(English\)[\s\S]*value="Lamp"[^>]*name="names\.en" lang="en"/)
    expect(markup).toMatch(/Name \(German\)[\s\S]*value="Lampe"[^>]*name="names\.de" lang="de"/)
  })

  it('is named by what it is and the language where the catalogue has no word for both', () => {
    expect(labelIn(words, 'descriptions', 'fr')).toBe('Description (French)')
  })
})
