import { describe, it } from 'vitest'
import { carrier } from '../../../domain/shipping/carrier.ts'
import { given } from '../../support/given.ts'

const trackingUrl = 'https://track.example/{number}'
const claimed = { claimed: { 'carrier-name': 'carrier-name.1' } }
const other = { claimed: { 'carrier-name': 'carrier-name.2' } }
const data = { name: 'Parcel Post', trackingUrl }
const added = { type: 'CarrierAdded' as const, data: { ...data, nameClaim: 'carrier-name.1' } }
const deactivated = { type: 'CarrierDeactivated' as const, data: {} }
const activated = { type: 'CarrierActivated' as const, data: {} }
const add = { type: 'AddCarrier' as const, data }
const edit = (fields: object) => ({ type: 'EditCarrier' as const, data: { ...data, ...fields } })
const deactivate = { type: 'DeactivateCarrier' as const, data: {} }
const activate = { type: 'ActivateCarrier' as const, data: {} }

describe('adding a carrier', () => {
  it('makes it active under its key', () => given(carrier, 'post').when(add, claimed).then(added))
  it('needs no address for parcels', () =>
    given(carrier, 'post')
      .when({ type: 'AddCarrier', data: { name: 'Parcel Post', trackingUrl: null } }, claimed)
      .then({ type: 'CarrierAdded', data: { ...added.data, trackingUrl: null } }))
  it('is refused when it is there', () =>
    given(carrier, 'post', added).when(add, claimed).thenRejected('CarrierExists', 'id'))
  it('needs a key in small letters', () =>
    given(carrier, 'Post').when(add, claimed).thenRejected('CarrierKeyMalformed', 'id'))
})

describe('editing a carrier', () => {
  it('gives it another name, and the one before back', () =>
    given(carrier, 'post', added)
      .when(edit({ name: 'Post' }), other)
      .then({
        type: 'CarrierRenamed',
        data: { name: 'Post', nameClaim: 'carrier-name.2', released: 'carrier-name.1' },
      }))
  it('to another spelling of its name gives nothing back', () =>
    given(carrier, 'post', added)
      .when(edit({ name: 'PARCEL POST' }), claimed)
      .then({ type: 'CarrierRenamed', data: { name: 'PARCEL POST', nameClaim: 'carrier-name.1' } }))
  it('says where parcels are followed, or that they are not', () =>
    given(carrier, 'post', added)
      .when(edit({ trackingUrl: null }), claimed)
      .then({ type: 'CarrierTrackingSet', data: { trackingUrl: null } }))
  it('does nothing when nothing changed', () => given(carrier, 'post', added).when(edit({}), claimed).thenNothing())
  it('is possible while it is inactive', () =>
    given(carrier, 'post', added, deactivated)
      .when(edit({ trackingUrl: null }), claimed)
      .then({ type: 'CarrierTrackingSet', data: { trackingUrl: null } }))
  it('needs a carrier', () => given(carrier, 'post').when(edit({}), claimed).thenRejected('CarrierUnknown'))
})

describe('an inactive carrier', () => {
  it('is one that was deactivated', () => given(carrier, 'post', added).when(deactivate).then(deactivated))
  it('is active again', () => given(carrier, 'post', added, deactivated).when(activate).then(activated))
  it('stays as it is the second time', () => {
    given(carrier, 'post', added, deactivated).when(deactivate).thenNothing()
    given(carrier, 'post', added, deactivated, activated).when(activate).thenNothing()
  })
  it('needs a carrier', () => {
    given(carrier, 'post').when(deactivate).thenRejected('CarrierUnknown')
    given(carrier, 'post').when(activate).thenRejected('CarrierUnknown')
  })
})
