/**
 * The events by which somebody is erased, with the subject whose personal values go: the engine nulls personal columns
 * by it, start-up and restore apply it again. Takes the aggregate's id.
 */
export const erasures: Readonly<Record<string, (id: string) => string>> = {
  CustomerErased: id => `customer-${id}`,
  CustomerKeyDestroyed: id => `customer-${id}`,
  /** Nobody went on with it, so that what it says of a guest is of no use any more. */
  DraftErased: id => `draft-${id}`,
  /** What it said of a guest is the order's from then on. */
  DraftPlaced: id => `draft-${id}`,
  GuestErased: id => `order-${id}`,
  GuestKeyDestroyed: id => `order-${id}`,
}
