import { carrier } from '../../domain/shipping/carrier.ts'
import { carrierList, readCarrier, readCarrierList } from '../../projections/shipping/carrier.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes } from '../commands.ts'

const detail = '/carriers/:id'

export const carrierCommands = commandRoutes(carrier, {
  AddCarrier: { path: '/carriers', form: '/carriers/new', then: detail },
  EditCarrier: { path: detail, form: `${detail}/edit`, then: detail },
  DeactivateCarrier: { path: `${detail}/deactivation`, form: `${detail}/deactivation`, then: detail },
  ActivateCarrier: { path: `${detail}/activation`, form: detail, then: detail },
})

export const carriers = {
  decider: carrier,
  path: '/carriers',
  may: 'carrier:read',
  commands: carrierCommands,
  list: { definition: carrierList, read: readCarrierList },
  read: readCarrier,
} satisfies Aggregate
