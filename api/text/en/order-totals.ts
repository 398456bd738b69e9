/** What an order comes to, how it is delivered and paid, and where it goes. */
export const orderTotals = {
  'delivery.removing.open': 'Open orders are still delivered by it, and stay as they are:',
  'field.extra': 'Further line',
  'field.delivery': 'Delivery method',
  'field.order.delivery': 'Delivery method',
  'field.order.payment': 'Payment method',
  'field.order.source': 'Came in by',
  'field.source': 'Came in by',
  'value.order.source.back_office': 'Back office',
  'value.order.source.phone': 'Phone',
  'value.order.source.email': 'E-mail',
  'value.order.source.shop': 'Shop',
  'order.billing': 'Billing address',
  'order.billing.hint': 'Goods go there, too, unless a delivery address is filled in.',
  'order.shipping': 'Delivery address',
  'order.shipping.elsewhere': 'Deliver to another address',
  'order.shipping.hint': 'Leave it blank where goods go to the billing address.',
  'order.terms': 'Delivery and payment',
  'order.new.ways': 'Delivery and payment',
  'order.new.ways.hint': 'What is delivered needs an address. Without a payment method nobody waits for money.',
  'order.preview.hint': 'Fill in products to see what the order comes to.',
  'order.preview.show': 'Show what it comes to',
  'order.line.tax': 'Tax',
  'order.sum.subtotal': 'Subtotal',
  'order.sum.discount': 'Discounts',
  'order.sum.tax': '{rate} tax',
  'order.sum.taxIn': 'Including {rate} tax',
  'order.sum.exempt': 'Exempt from tax',
  'order.sum.of': 'of {net}',
  'order.sum.paid': 'Paid',
  'order.sum.due': 'Still to pay',
  'order.sum.toRefund': 'To be refunded',
  'done.PreviewOrder': 'Total shown',
  'rejection.ProductWithoutNetPrice':
    'Product {sku} has no net price in {currency} at store {store}, whose prices are without tax. Remove the line, or set the price first.',
  'rejection.ProductNotTaxed':
    'The tax set of product {sku} has no rate for the country of delivery today. Add a rate to the set, or give the product another set.',
  'rejection.OrderAddressMissing': 'Fill in the address that it is delivered to, or the one of the bill.',
  'rejection.OrderCountryMissing':
    'Prices at store {store} are without tax. Fill in the address: the country says how much tax there is.',
  'rejection.OrderNotSoldThere':
    'Store {store} does not sell to this country. Choose another address or another store.',
  'rejection.OrderDeliveryUnknown': 'There is no delivery method {delivery}. Choose one of those that there are.',
  'rejection.OrderDeliveryNotOffered':
    '{delivery} is not offered for this order: {reason, select, methodInactive {the method is inactive} carrierInactive {its carrier is inactive} otherStores {it is for other stores} notSoldTo {the store does not sell to that country} otherCountries {it does not go to that country} noPrice {it has no price at this store in this currency} tooHeavy {the parcel is too heavy} other {the order is worth too little}}. Choose another.',
  'rejection.OrderDeliveryNotTaxed':
    'The tax set of delivery method {delivery} has no rate for the country of delivery today. Add a rate to the set, or choose another method.',
  'rejection.OrderPaymentNotOffered':
    '{payment} is not offered for this order: {reason, select, methodUnknown {there is no such method} methodInactive {the method is inactive} noStore {it is offered at no store} otherStores {it is for other stores} storeInactive {the store is inactive} other {it is not for this currency}}. Choose another.',
  'rejection.OrderPaymentNotTaxed':
    'The tax set of payment method {payment} has no rate for the country of delivery today. Add a rate to the set, or choose another method.',
} as const
