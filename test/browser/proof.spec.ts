import { expect, it } from 'vitest'
import { sealLog } from '../../eventstore/proof/seal-log.ts'
import { browserShop, button, cardOf, entry, heading, link, told } from '../support/browser-shop.ts'

const shop = browserShop()

const seal = () => {
  const { store, seals, sealKey: key } = shop.shop()
  return sealLog({ store, seals, key, clock: () => new Date(), partial: true })
}

it('an auditor verifies the log, takes the proof of an event along, and an export with its manifest', async () => {
  await shop.send('/api/products', { id: 'MUG', names: { en: 'Mug' } })
  await seal()
  await shop.caughtUp()
  const page = await shop.open('/')
  await entry(page, 'Proof').click()
  await heading(page, 'Proof')
  await button(page, 'Verify now').click()
  await told(page, 'Asked for')
  await cardOf(page, 'Verifications').getByText('nothing was altered').waitFor()
  await entry(page, 'Events').click()
  await page.getByRole('rowheader').first().getByRole('link').click()
  await page.getByRole('main').getByRole('link', { name: 'Proof' }).click()
  await heading(page, 'Proof of an event')
  const [proof] = await Promise.all([page.waitForEvent('download'), link(page, 'Take the proof along').click()])
  expect(proof.suggestedFilename()).toMatch(/^event-.*\.proof\.json$/)
  await entry(page, 'Events').click()
  await page.getByText('Export', { exact: true }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), link(page, 'NDJSON, signed').click()])
  expect(file.suggestedFilename()).toMatch(/^events-.*\.ndjson$/)
  await entry(page, 'Proof').click()
  await page.getByRole('main').getByRole('link', { name: 'Exports' }).click()
  await heading(page, 'Exports')
  const manifestLink = page.getByRole('link', { name: /^Manifest of the export/ })
  const [manifest] = await Promise.all([page.waitForEvent('download'), manifestLink.click()])
  expect(manifest.suggestedFilename()).toBe(file.suggestedFilename().replace(/ndjson$/, 'manifest.json'))
})

for (const [how, javaScriptEnabled] of [
  ['with script', true],
  ['without script', false],
] as const)
  it(`an event that is not sealed yet is sealed at once for an operator, and proven then, ${how}`, async () => {
    await shop.send('/api/products', { id: javaScriptEnabled ? 'JUG' : 'CUP', names: { en: 'Jug' } })
    await shop.caughtUp()
    const page = await shop.open('/events?sort=-position', { javaScriptEnabled })
    await page.getByRole('rowheader').first().getByRole('link').click()
    await page.getByRole('main').getByRole('link', { name: 'Proof' }).click()
    await page.getByText('This event is not sealed yet').waitFor()
    await button(page, 'Seal now').click()
    await cardOf(page, 'This event is sealed').getByText('Place in the log').waitFor()
  })

it('without script the log is verified, and the page tells what was found when it is loaded again', async () => {
  const page = await shop.open('/proof', { javaScriptEnabled: false })
  await button(page, 'Verify now').click()
  await page.getByText('Asked for').waitFor()
  const verdict = async () => {
    await page.reload()
    return cardOf(page, 'Verifications').getByRole('row').nth(1).textContent()
  }
  await expect.poll(verdict, { timeout: 10_000, interval: 100 }).toContain('as sealed')
})

it('an altered event is named, and the link leads to it', async () => {
  const page = await shop.open('/proof')
  await shop.owner().query(`
    alter table log.events disable trigger all;
    update log.events set data = jsonb_set(data::jsonb, '{names,en}', '"Cup"') where stream = 'product-MUG';
    alter table log.events enable trigger all`)
  await button(page, 'Verify now').click()
  await cardOf(page, 'Verifications').getByText('The event was altered: revision 0 of product-MUG').waitFor()
  await link(page, 'Open the event').click()
  await page.getByRole('region', { name: 'About this event' }).getByText('product-MUG').waitFor()
})
