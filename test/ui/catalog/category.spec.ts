import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const TREE = '/api/category-trees/main'

const add = async (category: string, parent: string | null, en: string) => {
  const answer = await server.send(`${TREE}/categories`, { category, parent, names: { en } })
  expect(answer.status, answer.body).toBe(200)
}

const page = async (path: string) => {
  const { status, body } = await server.get(path)
  expect(status, path).toBe(200)
  return body
}

/** The names in the tree from top to bottom. */
const shownTree = async () =>
  [...(await page('/categories')).matchAll(/<div class="tree-entry"><a [^>]*>([^<]*)<\/a>/g)].map(([, name]) => name)

/** The hidden fields of the form or button in this markup. */
const fieldsOf = (markup: string): Record<string, string> =>
  Object.fromEntries([...markup.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, n, v]) => [n, v]))

const formOf = (body: string, part: string): Record<string, string> =>
  fieldsOf((body.match(/<form[\s\S]*?<\/form>/g) ?? []).find(form => form.includes(part)) ?? '')

const create = async (id: string, category: string) =>
  expect((await server.send('/api/products', { id, names: { en: id }, category })).status).toBe(200)

const categoriesOf = async (...skus: string[]) =>
  Promise.all(
    skus.map(async sku => ((await server.get(`/api/products/${sku}`)).json() as { category: string | null }).category),
  )

/** Asks again until it is so: products follow when the read models have seen it. */
const eventually = (check: () => Promise<unknown>, expected: unknown) =>
  expect.poll(check, { timeout: 10_000, interval: 20 }).toEqual(expected)

describe('the tree of categories', () => {
  it('says what to do first while it is empty', async () => {
    const body = await page('/categories')
    expect(body).toContain('No categories yet')
    expect(body).toContain('href="/categories/new"')
  })

  it('gets a category by its form, which leads to the page of the new one', async () => {
    const answer = await server.submit(`${TREE}/categories`, {
      category: 'furniture',
      parent: '',
      'names.en': 'Furniture',
      'names.de': 'Möbel',
    })
    expect([answer.status, answer.headers['location']]).toEqual([303, '/categories/furniture'])
    expect(await page('/categories/furniture')).toContain('<h1>Furniture</h1>')
  })

  it('offers to add below a category, with that category chosen', async () => {
    expect(await page('/categories/furniture')).toContain('href="/categories/new?parent=furniture"')
    expect(await page('/categories/new?parent=furniture')).toContain('<option value="furniture" selected>')
  })

  it('keeps what was typed when a category is refused, with the message beside the field', async () => {
    const typed = { category: 'furniture', parent: 'furniture', 'names.en': 'Sofas', 'names.de': '<Sofa>' }
    const { status, body } = await server.submit(`${TREE}/categories`, typed)
    expect(status).toBe(409)
    expect(body).toContain('There is already a category furniture.')
    expect(body).toContain('id="field-category-error"')
    expect(body).toContain('value="&lt;Sofa&gt;"')
    expect(body).toContain('<option value="furniture" selected>')
  })

  it('asks for what is missing', async () => {
    const { status, body } = await server.submit(`${TREE}/categories`, { category: '', parent: '', 'names.en': '' })
    expect(status).toBe(422)
    expect(body).toContain('id="field-names-en-error"')
  })

  it('shows every category below its parent, in order, with how many products are in it', async () => {
    await add('chairs', 'furniture', 'Chairs')
    await add('tables', 'furniture', 'Tables')
    await add('lamps', null, 'Lamps')
    await server.send('/api/products', { id: 'STOOL', names: { en: 'Stool' }, category: 'chairs' })
    expect(await shownTree()).toEqual(['Furniture', 'Chairs', 'Tables', 'Lamps'])
    const text = textOf(await page('/categories'))
    expect(text).toMatch(/Chairs inactive 1 product .*Tables inactive 0 products/)
  })

  it('moves a category up and down among its siblings by plain forms', async () => {
    const up = formOf(await page('/categories'), 'Move Tables up')
    expect(up).toMatchObject({ category: 'tables', parent: 'furniture', before: 'chairs' })
    const answer = await server.submit(`${TREE}/moves`, up)
    expect([answer.status, answer.headers['location']]).toEqual([303, '/categories'])
    expect(await shownTree()).toEqual(['Furniture', 'Tables', 'Chairs', 'Lamps'])
    const down = formOf(await page('/categories'), 'Move Furniture down')
    expect(down).toMatchObject({ category: 'furniture', parent: '' })
    await server.submit(`${TREE}/moves`, down)
    expect(await shownTree()).toEqual(['Lamps', 'Furniture', 'Tables', 'Chairs'])
  })

  it('offers no way up to the first and no way down to the last', async () => {
    const body = await page('/categories')
    expect(body).not.toContain('Move Lamps up')
    expect(body).not.toContain('Move Furniture down')
  })

  it('is there for programs and spreadsheets too', async () => {
    const { items } = (await server.get('/api/categories?limit=2')).json() as { items: object[] }
    expect(items).toMatchObject([
      { category: 'chairs', parent: 'furniture', names: { en: 'Chairs' }, products: 1, active: false },
      { category: 'furniture', parent: null, names: { de: 'Möbel' }, products: 0 },
    ])
    expect((await server.get('/api/categories.csv')).body).toContain('chairs,furniture,Chairs')
  })
})

describe('a category', () => {
  it('shows its details, the products in it and what is below it', async () => {
    const body = await page('/categories/furniture')
    expect(textOf(cardOf(body, 'Categories below'))).toContain('Tables Chairs')
    const chairs = await page('/categories/chairs')
    expect(cardOf(chairs, 'Products')).toContain('href="/products/STOOL"')
    expect(cardOf(chairs, 'Products')).toContain('href="/products?category=chairs"')
    expect(cardOf(chairs, 'Facts')).toContain('href="/categories/furniture"')
  })

  it('is edited by its form: description and flags', async () => {
    const fields = { 'descriptions.en': 'To sit on', active: 'true', searchable: 'true' }
    const answer = await server.submit('/api/categories/chairs', fields)
    expect([answer.status, answer.headers['location']]).toEqual([303, '/categories/chairs'])
    const body = await page('/categories/chairs')
    expect(body).toContain('To sit on')
    expect(textOf(cardOf(body, 'Facts'))).toContain('Shown in the menu no Shown in search yes')
    expect(textOf(await page('/categories'))).toContain('Chairs 1 product · not in the menu')
  })

  it('keeps a refused edit', async () => {
    const { status, body } = await server.submit('/api/categories/chairs', { 'descriptions.en': 'x'.repeat(10_001) })
    expect(status).toBe(422)
    expect(body).toContain('id="field-descriptions-en-error"')
    expect(body).toContain('x'.repeat(10_001))
    expect(body).not.toContain('name="active" checked')
  })

  it('is changed on pages of one form each: what is typed into one is not lost by sending another', async () => {
    for (const form of ['edit', 'name', 'place']) {
      const body = await page(`/categories/chairs/${form}`)
      expect(body.match(/data-submit/g)).toHaveLength(1)
      expect(await page('/categories/chairs')).toContain(`href="/categories/chairs/${form}"`)
    }
  })

  it('is renamed, and refused a name that a sibling has', async () => {
    const form = formOf(await page('/categories/chairs/name'), 'id="RenameCategory-form"')
    const renamed = await server.submit(`${TREE}/names`, { ...form, 'names.en': 'Seats', 'names.de': '' })
    expect([renamed.status, renamed.headers['location']]).toEqual([303, '/categories/chairs'])
    const again = formOf(await page('/categories/chairs/name'), 'id="RenameCategory-form"')
    const { status, body } = await server.submit(`${TREE}/names`, { ...again, 'names.en': 'tables' })
    expect(status).toBe(409)
    expect(body).toContain('id="field-names-en-error"')
    expect(body).toContain('value="tables"')
    expect(body).toContain('<h1>Rename Seats</h1>')
  })

  it('shows both names when two people rename it, and keeps the input', async () => {
    const one = formOf(await page('/categories/lamps/name'), 'id="RenameCategory-form"')
    const other = formOf(await page('/categories/lamps/name'), 'id="RenameCategory-form"')
    await server.submit(`${TREE}/names`, { ...one, 'names.en': 'Lights' })
    const { status, body } = await server.submit(`${TREE}/names`, { ...other, 'names.en': 'Lighting' })
    expect(status).toBe(409)
    expect(body).toContain('data-value="Lights"')
    expect(body).toContain('value="Lighting"')
  })

  it('is moved below another one, but never below itself', async () => {
    const edit = await page('/categories/furniture/place')
    const choices = edit.slice(edit.indexOf('id="field-parent"')).match(/<option value="[^"]*"/g)
    expect(choices).toEqual(['<option value=""', '<option value="lamps"'])
    const below = { category: 'furniture', parent: 'chairs' }
    const { status, body } = await server.submit(`${TREE}/moves`, below)
    expect(status).toBe(409)
    expect(body).toContain('id="field-parent-error"')
    expect(body).toContain('href="#field-parent"')
    expect((await server.submit(`${TREE}/moves`, { category: 'chairs', parent: 'lamps' })).status).toBe(303)
    expect(await shownTree()).toEqual(['Lights', 'Seats', 'Furniture', 'Tables'])
  })

  it('meets who sorts the categories that it moves among, without another parent to choose', async () => {
    await add('beds', null, 'Beds')
    await add('mirrors', 'lamps', 'Mirrors')
    const move = formOf(await page('/categories/beds/place'), 'id="MoveCategory-form"')
    const up = formOf(await page('/categories'), 'Move Mirrors up')
    expect((await server.submit(`${TREE}/moves`, up)).status).toBe(303)
    const { status, body } = await server.submit(`${TREE}/moves`, { ...move, parent: 'lamps' })
    expect(status).toBe(409)
    expect(body).toContain('Somebody changed the same fields meanwhile')
    expect(body).not.toContain('data-choice-for')
    expect(body).toContain('<option value="lamps" selected>')
    for (const category of ['beds', 'mirrors'])
      expect((await server.send(`${TREE}/removals`, { category })).status).toBe(200)
  })

  it('has a history of what it says and of its place, without what happened to others', async () => {
    const history = textOf(cardOf(await page('/categories/chairs'), 'History'))
    expect(history).toContain('Category chairs created')
    expect(history).toContain('Category chairs renamed')
    expect(history).toContain('Description changed')
    expect(history).toMatch(/Category chairs moved.*furniture lamps/)
    expect(history).not.toContain('Category lamps renamed')
  })

  it('is removed after a question that says what becomes of the rest', async () => {
    await add('desks', 'tables', 'Desks')
    const question = await page('/categories/tables/removal')
    expect(question).toContain('The category below it moves up to Furniture.')
    const answer = await server.submit(`${TREE}/removals`, formOf(question, 'id="RemoveCategory-form"'))
    expect([answer.status, answer.headers['location']]).toEqual([303, '/categories'])
    expect(await shownTree()).toEqual(['Lights', 'Seats', 'Furniture', 'Desks'])
    expect((await server.get('/categories/tables')).status).toBe(404)
  })

  it('can not be removed while a category would move beside one of its name', async () => {
    await add('twin', 'furniture', 'Twin')
    await add('inner', 'twin', 'Desks')
    const { status, body } = await server.submit(`${TREE}/removals`, { category: 'twin' })
    expect(status).toBe(409)
    expect(body).toContain('Its sub-category Desks would move beside one of the same name.')
    expect(body).toContain('<h1>Remove Twin</h1>')
  })

  it('that names none is a page that says so', async () => {
    expect((await server.submit(`${TREE}/names`, { 'names.en': 'X' })).status).toBe(422)
    expect((await server.submit(`${TREE}/names`, { category: 'nope', 'names.en': 'X' })).status).toBe(404)
    expect((await server.get('/categories/nope')).status).toBe(404)
  })
})

describe('a product in a category', () => {
  it('tells the name of the category, not its key', async () => {
    expect(cardOf(await page('/products/STOOL'), 'Facts')).toContain('<a href="/categories/chairs">Seats</a>')
    expect(textOf(await page('/products'))).toContain('Stool not on sale Seats')
  })

  it('moves with all the others when the category goes, as the question had said', async () => {
    await create('OLD-STOOL', 'chairs')
    await server.send('/api/products/OLD-STOOL/discontinuation', { reason: 'Worn out' })
    expect(await page('/categories/chairs/removal')).toContain('The 2 products in it move to Lights.')
    await server.send(`${TREE}/removals`, { category: 'chairs' })
    await eventually(() => categoriesOf('STOOL', 'OLD-STOOL'), ['lamps', 'lamps'])
    expect(cardOf(await page('/products/STOOL'), 'Facts')).toContain('<a href="/categories/lamps">Lights</a>')
    expect(cardOf(await page('/products/OLD-STOOL'), 'Facts')).toContain('<a href="/categories/lamps">Lights</a>')
    expect(textOf(await page('/categories/lamps'))).toContain('All products in it')
    const { items } = (await server.get('/api/products?category=lamps')).json() as { items: object[] }
    expect(items).toMatchObject([{ sku: 'OLD-STOOL' }, { sku: 'STOOL' }])
  })

  it('says in its history that the shop moved it, and why', async () => {
    const history = cardOf(await page('/products/STOOL'), 'History')
    expect(textOf(history)).toMatch(/Moved to category lamps by the process empty-category.*chairs lamps/)
    const [, event = ''] = /href="(\/events\/[^"]+)">ProductMovedToCategory/.exec(history) ?? []
    const story = textOf(await page(event))
    expect(story).toMatch(/RemoveCategory by .*Category chairs removed CategoryRemoved LeaveCategory by the process/)
  })

  it('is in none when the category was at the top, and there was one product to say so of', async () => {
    await add('cellar', null, 'Cellar')
    await create('WINE', 'cellar')
    const question = await page('/categories/cellar/removal')
    expect(question).toContain('The product in it moves to no category.')
    await server.submit(`${TREE}/removals`, formOf(question, 'id="RemoveCategory-form"'))
    await eventually(() => categoriesOf('WINE'), [null])
  })

  it('stays where somebody put it before it could follow', async () => {
    await add('attic', null, 'Attic')
    await create('TRUNK', 'attic')
    await Promise.all([
      server.send(`${TREE}/removals`, { category: 'attic' }),
      server.send('/api/products/TRUNK', { names: { en: 'Trunk' }, descriptions: {}, category: 'lamps' }),
    ])
    await eventually(() => categoriesOf('TRUNK'), ['lamps'])
  })
})
