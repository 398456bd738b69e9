import { describe, expect, it } from 'vitest'
import { BadConnectionString, parseConnection } from '../../eventstore/eventstoredb/connection.ts'

describe('a connection string', () => {
  it('of one node means that node, with TLS and on port 2113 unless it says otherwise', () => {
    expect(parseConnection('esdb://localhost')).toMatchObject({
      settings: { endpoint: { address: 'localhost', port: 2113 } },
      channel: { insecure: false },
      credentials: undefined,
    })
    expect(parseConnection('esdb://10.0.0.7:1234/?tls=false')).toMatchObject({
      settings: { endpoint: { address: '10.0.0.7', port: 1234 } },
      channel: { insecure: true },
    })
    expect(parseConnection('esdb://[::1]:2113').settings).toEqual({ endpoint: { address: '[::1]', port: 2113 } })
  })

  it('of several hosts means a cluster that they are asked for, and the leader of it', () => {
    expect(parseConnection('esdb://a,b:2114,c?maxDiscoverAttempts=3').settings).toEqual({
      endpoints: [
        { address: 'a', port: 2113 },
        { address: 'b', port: 2114 },
        { address: 'c', port: 2113 },
      ],
      nodePreference: 'leader',
      maxDiscoverAttempts: 3,
    })
  })

  it('with +discover means a name that DNS resolves', () => {
    expect(parseConnection('esdb+discover://cluster.example.com?nodePreference=readOnlyReplica').settings).toEqual({
      discover: { address: 'cluster.example.com', port: 2113 },
      nodePreference: 'read_only_replica',
    })
  })

  it('carries user, password and certificates, decoded', () => {
    const url = 'esdb://shop%40eu:p%25ss%3Aword@a?tlsCAFile=/etc/ca.crt&userCertFile=u.crt&userKeyFile=u.key'
    expect(parseConnection(url)).toMatchObject({
      credentials: { username: 'shop@eu', password: 'p%ss:word' },
      channel: { caFile: '/etc/ca.crt', certFile: 'u.crt', keyFile: 'u.key' },
    })
  })

  it('may say how patient the connection is', () => {
    expect(
      parseConnection('esdb://a?keepAliveInterval=20000&keepAliveTimeout=5000&connectionName=shop').common,
    ).toEqual({
      keepAliveInterval: 20_000,
      keepAliveTimeout: 5_000,
      connectionName: 'shop',
    })
  })

  it.each([
    ['http://a', 'esdb://'],
    ['esdb://', 'esdb://'],
    ['esdb://a:99999', 'host'],
    ['esdb://a b', 'host'],
    ['esdb://a,,b', 'host'],
    ['esdb://a?tsl=false', 'there is no option tsl'],
    ['esdb://a?tls=no', 'tls'],
    ['esdb://a?tls=false&tls=true', 'tls is given twice'],
    ['esdb://a?tls', 'tls'],
    ['esdb://a?throwOnAppendFailure=false', 'there is no option throwOnAppendFailure'],
    ['esdb://a?tlsVerifyCert=false', 'there is no option tlsVerifyCert'],
    ['esdb://user:secret@a?tls=false', 'not sent without TLS'],
    ['esdb://a?userCertFile=x', 'come together'],
    ['esdb://a?keepAliveInterval=10', 'keepAliveInterval'],
    ['esdb://a?gossipTimeout=soon', 'gossipTimeout'],
    ['esdb://a?nodePreference=follower', 'for clusters'],
    ['esdb+discover://a,b', 'one name'],
    ['esdb://a?tlsCAFile=%zz', '%25'],
  ])('such as %s is refused with the reason', (url, reason) => {
    expect(() => parseConnection(url)).toThrow(BadConnectionString)
    expect(() => parseConnection(url)).toThrow(reason)
  })

  it('never shows up in the message with its password', () => {
    for (const url of ['esdb://user:secret@a?tls=false', 'esdb://user:secret@a?x=1', 'esdb://user:secret@a b'])
      expect(() => parseConnection(url)).toThrow(
        expect.not.objectContaining({ message: expect.stringContaining('secret') }),
      )
  })
})
