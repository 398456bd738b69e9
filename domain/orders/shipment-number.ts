/** What a shipment is called on paper, and is scanned as: the number of its order with its own. */
export const shipmentNumber = (order: string, shipment: number): string => `${order}-${shipment}`
