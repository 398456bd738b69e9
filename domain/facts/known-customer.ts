import { customer } from '../customers/customer.ts'
import { fact } from '../decider.ts'

/** Whether somebody is on file as a customer, erased, or nobody we know. */
export const knownCustomer = fact(customer, ({ status }) => status)
