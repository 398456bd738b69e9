import { describe, it } from 'vitest'
import { claim } from '../../../domain/shared/claim.ts'
import { given, now } from '../../support/given.ts'

const id = 'customer-email.5f2b9c'
const owner = 'customer-1'
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const made = (minutes: number) => ({ type: 'ClaimMade', data: { owner }, at: minutesAgo(minutes) }) as const

describe('claim', () => {
  it('is made when nobody holds it', () => {
    given(claim, id).when({ type: 'MakeClaim', data: { owner } }).then({ type: 'ClaimMade', data: { owner } })
  })

  it('is made again once it was released', () => {
    given(claim, id, made(3), { type: 'ClaimReleased', data: { owner } })
      .when({ type: 'MakeClaim', data: { owner: 'customer-2' } })
      .then({ type: 'ClaimMade', data: { owner: 'customer-2' } })
  })

  it('is nothing new to its owner within five minutes', () => {
    given(claim, id, made(4)).when({ type: 'MakeClaim', data: { owner } }).thenNothing()
  })

  it('is renewed by its owner after five minutes, so that it does not expire before it is used', () => {
    given(claim, id, made(5))
      .when({ type: 'MakeClaim', data: { owner } })
      .then({ type: 'ClaimRenewed', data: { owner } })
  })

  it('is refused to anybody else, however old', () => {
    given(claim, id, made(600))
      .when({ type: 'MakeClaim', data: { owner: 'customer-2' } })
      .thenRejected('ClaimTaken')
  })

  it('is given up by its owner only', () => {
    const held = given(claim, id, made(1))
    held.when({ type: 'ReleaseClaim', data: { owner: 'customer-2' } }).thenNothing()
    held.when({ type: 'ReleaseClaim', data: { owner } }).then({ type: 'ClaimReleased', data: { owner } })
  })

  it('is not given up for what was before it was made', () => {
    const release = (minutes: number) =>
      given(claim, id, made(2)).when({
        type: 'ReleaseClaim',
        data: { owner, before: minutesAgo(minutes).toISOString() },
      })
    release(3).thenNothing()
    release(1).then({ type: 'ClaimReleased', data: { owner } })
  })

  it('is released once', () => {
    given(claim, id, made(1), { type: 'ClaimReleased', data: { owner } })
      .when({ type: 'ReleaseClaim', data: { owner } })
      .thenNothing()
  })

  it('expires after ten minutes', () => {
    const expire = (minutes: number) =>
      given(claim, id, made(minutes)).when({
        type: 'ExpireClaim',
        data: { owner, heldSince: minutesAgo(minutes).toISOString() },
      })
    expire(9).thenNothing()
    expire(10).then({ type: 'ClaimExpired', data: { owner } })
  })

  it('does not expire for a moment before it was renewed', () => {
    given(claim, id, made(20), { type: 'ClaimRenewed', data: { owner }, at: minutesAgo(12) })
      .when({ type: 'ExpireClaim', data: { owner, heldSince: minutesAgo(20).toISOString() } })
      .thenNothing()
  })

  it('does not expire twice, nor for its former owner', () => {
    const expire = { type: 'ExpireClaim', data: { owner, heldSince: minutesAgo(20).toISOString() } } as const
    given(claim, id, made(20), { type: 'ClaimExpired', data: { owner } }).when(expire).thenNothing()
    given(claim, id, { ...made(20), data: { owner: 'customer-2' } })
      .when(expire)
      .thenNothing()
  })
})
