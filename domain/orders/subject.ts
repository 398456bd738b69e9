/** Whose personal data an order holds: the customer's, so that erasing them erases it too; a guest is the order itself. */
export const orderSubject = (order: string, customer: string | null): string =>
  customer === null ? `order-${order}` : `customer-${customer}`

type Named = { readonly customer: string | null; readonly lines: readonly { readonly order: string | null }[] }

/**
 * Whose personal data a return holds: the customer's, else the guest's of the first order that it names. Undefined when
 * it names neither: nobody is known who could be erased.
 */
export const returnSubject = ({ customer, lines }: Named): string | undefined => {
  const order = lines.find(line => line.order !== null)?.order ?? null
  return customer === null && order === null ? undefined : orderSubject(order ?? '', customer)
}
