import { expect, it } from 'vitest'
import { browserShop, button, told } from '../support/browser-shop.ts'

const shop = browserShop()

it('an operator rebuilds a read model and sees what came of it without loading the page again', async () => {
  await shop.send('/api/products', { id: 'MUG', names: { en: 'Mug' } })
  await shop.caughtUp()
  const page = await shop.open('/projections')
  await page.getByRole('link', { name: 'products', exact: true }).first().click()
  await page.getByRole('heading', { name: 'products', level: 1 }).waitFor()
  await button(page, 'Rebuild').click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.textContent()).toContain('built anew from the log beside the one that is read')
  await button(page, 'Continue').click()
  await told(page, 'Asked for')
  const rebuilds = page.getByRole('region', { name: 'Rebuilds', exact: true })
  await rebuilds.getByText('generation 2 is read, same rows as before').waitFor()
  await page.getByRole('region', { name: 'Generations', exact: true }).getByText('retired').waitFor()
  await button(page, 'Roll back').click()
  await button(page, 'Continue').click()
  await rebuilds.getByText('generation 1 is read').waitFor()
})

it('an operator sees on the open page what is parked, and retries it', async () => {
  await shop.send('/api/products', { id: 'CUP', names: { en: 'Cup' } })
  await shop.caughtUp()
  const page = await shop.open('/projections/products')
  await page.getByText('Nothing is parked').waitFor()
  await shop.shop().pool.query(
    `insert into projections.parked (model, version, generation, sequence, commit, prepare, event_id, error, attempts)
     select g.model, g.version, g.generation, e.stream, e.position, e.position, e.event_id, 'no such row', 1
     from projections.generation g, log.events e
     where g.model = 'products' and g.state = 'active' and e.stream = 'product-CUP'`,
  )
  await page.getByText('no such row').waitFor()
  await button(page, 'Retry').click()
  await told(page, 'Retried')
  await page.getByText('Nothing is parked').waitFor()
})

it('without script the same is done by forms', async () => {
  const page = await shop.open('/projections/sales', { javaScriptEnabled: false })
  await button(page, 'Compare only').click()
  await page.getByRole('heading', { name: 'sales', level: 1 }).waitFor()
  await expect
    .poll(
      async () => {
        await page.reload()
        return await page.getByRole('region', { name: 'Rebuilds', exact: true }).textContent()
      },
      { timeout: 15_000 },
    )
    .toContain('same rows as before')
})
