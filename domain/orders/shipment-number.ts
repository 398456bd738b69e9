/** What a shipment is called on paper, and is scanned as: the number of its order with its own. */
export const shipmentNumber = (order: string, shipment: number): string => `${order}-${shipment}`

const CALLED = /^(.+)-([1-9]\d{0,3})$/

/** What a text would mean as the number of a shipment; an order can have a number that looks like one. */
export const shipmentCalled = (text: string): { readonly order: string; readonly shipment: number } | undefined => {
  const [, order, shipment] = CALLED.exec(text) ?? []
  return order === undefined ? undefined : { order, shipment: Number(shipment) }
}
