import { pickList } from '../../domain/shipping/pick-list.ts'
import { pickListList, readPickList, readPickLists } from '../../projections/shipping/pick-list.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

const detail = '/picking/:id'
const back = { form: detail, then: detail } as const

export const pickListCommands = commandRoutes(pickList, {
  DrawPickList: { path: '/picking', form: '/picking/new', then: detail },
  AssignPickList: { path: `${detail}/assignment`, ...back },
  PickUnits: { path: `${detail}/picks`, ...back },
  ScanUnits: { path: `${detail}/scans`, ...back },
  PutBackUnits: { path: `${detail}/put-back`, ...back },
  ReportNotFound: { path: `${detail}/not-found`, ...back },
  FinishPickList: { path: `${detail}/finish`, ...back },
  AbandonPickList: { path: `${detail}/abandonment`, ...back },
  ConfirmPicking: INTERNAL,
  WithdrawUnits: INTERNAL,
})

export const pickLists = {
  decider: pickList,
  path: '/picking',
  may: 'pickList:read',
  commands: pickListCommands,
  list: { definition: pickListList, read: readPickLists },
  read: readPickList,
} satisfies Aggregate
