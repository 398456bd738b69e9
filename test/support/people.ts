import { displayOf } from '../../api/display.ts'
import type { Mail } from '../../api/people/people.ts'
import type { ViewerOf } from '../../api/permission.ts'
import { localViewer } from '../../bin/local-viewer.ts'
import type { Shop } from '../../bin/open-shop.ts'
import { peopleOf } from '../../bin/people.ts'

/** What lets people into the shop of a spec, with the mails that were sent. */
export const testPeople = (
  shop: Pick<Shop, 'pool' | 'store' | 'vault'>,
  isSecure = false,
  origin = () => 'http://localhost',
) => {
  const mails: Mail[] = []
  const send = async (mail: Mail) => void mails.push(mail)
  return { mails, people: peopleOf(shop, { send, origin, isSecure }) }
}

/** Everybody is whoever sits at this machine: specs that are not about signing in need no session. */
export const everybodyLocal: ViewerOf = request => ({ ...localViewer, ...displayOf(request) })
