import { putOnSale, type Sender, sent } from './shop-filling.ts'

/** A shop that takes orders on the phone: three products, sent for 4.90, paid on invoice. */
export const fillPhoneShop = async (shop: Sender): Promise<void> => {
  for (const [sku, name] of [
    ['MUG', 'Mug'],
    ['JUG', 'Jug'],
    ['BOWL', 'Bowl'],
  ] as const)
    await putOnSale(shop, sku, name)
  await sent(shop, '/api/carriers', { id: 'post', name: 'Post', trackingUrl: null })
  const everywhere = { allStores: true, allCountries: true, minDays: null, maxDays: null }
  const method = { id: 'standard', names: { en: 'Standard' }, carrier: 'post', taxSet: null }
  await sent(shop, '/api/delivery-methods', { ...method, ...everywhere })
  await sent(shop, '/api/delivery-methods/standard/activation', {})
  const flat = { store: 'UK', currency: 'GBP', kind: 'flat', price: '4.90', freeFrom: '500' }
  await sent(shop, '/api/delivery-methods/standard/prices', flat)
  const pays = { names: { en: 'Invoice' }, allStores: true, process: null, taxSet: null, fees: [] }
  await sent(shop, '/api/payment-methods', { id: 'invoice', provider: 'invoice', ...pays })
  await sent(shop, '/api/payment-methods/invoice/activation', {})
}
