import { type EventOf, noWayBack, type Undo } from '../undo.ts'
import type { pickList } from './pick-list.ts'

/** What was picked is put back. */
const putBack = (_: unknown, [event]: readonly EventOf<typeof pickList>[]) =>
  event?.type === 'UnitsPicked' ? { type: 'PutBackUnits' as const, data: event.data } : noWayBack

export const pickListUndo: Undo<typeof pickList> = {
  DrawPickList: 'makes',
  AssignPickList: was =>
    was.status === 'absent' ? noWayBack : { type: 'AssignPickList', data: { assignee: was.assignee } },
  PickUnits: putBack,
  ScanUnits: putBack,
  PutBackUnits: (_, [event]) => (event?.type === 'UnitsPutBack' ? { type: 'PickUnits', data: event.data } : noWayBack),
  // The order has asked for them elsewhere.
  ReportNotFound: 'ends',
  FinishPickList: 'ends',
  AbandonPickList: 'ends',
  ConfirmPicking: 'follows',
  WithdrawUnits: 'follows',
}
