import type { Http2Session } from 'node:http2'
import gossips from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import gossip from '@eventstore/db-client/generated/gossip_pb.js'
import features from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import supported from '@eventstore/db-client/generated/serverfeatures_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import services from '@eventstore/db-client/generated/streams_grpc_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData, type status } from '@grpc/grpc-js'
import { appendCall } from './append.ts'
import { batchAppendCall } from './batch-append.ts'
import type { ReadCall } from './call.ts'
import { type Faults, noFaults } from './faults.ts'
import { newServerLog, type ServerLog } from './log.ts'
import { failure, nameOf, streamDeleted } from './messages.ts'
import { readCall } from './read.ts'

export type Member = { readonly host: string; readonly port: number; readonly state: number; readonly isAlive: boolean }

/** VNodeState of the gossip protocol. */
export const LEADER = 8
export const FOLLOWER = 6

export type EventStoreDbServer = {
  readonly port: number
  readonly url: string
  readonly log: ServerLog
  readonly faults: Faults
  readonly subscriptions: () => number
  /** Ends all subscriptions without an error. */
  readonly endSubscriptions: () => void
  /** They stay open and say nothing more. */
  readonly muteSubscriptions: () => void
  readonly abortSubscriptions: (code: status) => void
  /** Cuts all connections and goes on listening. */
  readonly dropConnections: () => void
  /** Cuts every connection at once, as a killed node does; the log keeps what it has. */
  readonly stop: () => void
}

type Options = {
  readonly log?: ServerLog
  readonly port?: number
  readonly members?: () => readonly Member[]
  /** With TLS, PEM. */
  readonly tls?: { readonly key: Buffer; readonly certificate: Buffer }
}
type Unary = (call: ServerUnaryCall<never, never>, answer: sendUnaryData<never>) => void

const METHODS = [
  ['append', []],
  ['batchappend', ['deadline_duration']],
  ['read', ['position', 'events']],
  ['delete', []],
  ['tombstone', []],
] as const

const featuresOf = () =>
  new supported.SupportedMethods().setEventStoreServerVersion('23.10.1').setMethodsList(
    METHODS.map(([method, list]) =>
      new supported.SupportedMethod()
        .setServiceName('event_store.client.streams.streams')
        .setMethodName(method)
        .setFeaturesList([...list]),
    ),
  )

const membersOf = (members: readonly Member[]) =>
  new gossip.ClusterInfo().setMembersList(
    members.map(({ host, port, state, isAlive }) =>
      new gossip.MemberInfo()
        .setInstanceId(new shared.UUID().setString('00000000-0000-0000-0000-000000000001'))
        .setTimeStamp('0')
        .setState(state)
        .setIsAlive(isAlive)
        .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port)),
    ),
  )

type Removal = { request: { getOptions: () => { getStreamIdentifier: () => never } | undefined } }

const removals = (log: ServerLog) => ({
  delete: (({ request }: Removal, answer: sendUnaryData<unknown>) => {
    const stream = nameOf(request.getOptions()?.getStreamIdentifier())
    if (log.stream(stream) === 'deleted') return answer(streamDeleted(stream))
    const position = `${log.remove(stream)}`
    answer(null, new streams.DeleteResp().setPosition(placeOf(new streams.DeleteResp.Position(), position)))
  }) as unknown as Unary,
  tombstone: (({ request }: Removal, answer: sendUnaryData<unknown>) => {
    const stream = nameOf(request.getOptions()?.getStreamIdentifier())
    if (log.stream(stream) === 'deleted') return answer(streamDeleted(stream))
    const position = `${log.tombstone(stream)}`
    answer(null, new streams.TombstoneResp().setPosition(placeOf(new streams.TombstoneResp.Position(), position)))
  }) as unknown as Unary,
})

const placeOf = <P extends { setCommitPosition: (p: string) => P; setPreparePosition: (p: string) => P }>(
  place: P,
  position: string,
): P => place.setCommitPosition(position).setPreparePosition(position)

/** A node that speaks EventStoreDB's protocol over a log in memory. */
export const startEventStoreDb = async (options: Options = {}): Promise<EventStoreDbServer> => {
  const { log = newServerLog(), port: wanted = 0 } = options
  const faults = noFaults()
  const credentials =
    options.tls === undefined
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(null, [{ private_key: options.tls.key, cert_chain: options.tls.certificate }])
  const subscriptions = new Set<ReadCall>()
  const node = { log, faults, subscriptions }
  const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 })
  let port = wanted
  const members = options.members ?? (() => [{ host: '127.0.0.1', port, state: LEADER, isAlive: true }])
  server.addService(services.StreamsService, {
    read: readCall(node) as never,
    append: appendCall(node) as never,
    batchAppend: batchAppendCall(node) as never,
    ...(removals(log) as never as object),
  })
  server.addService(features.ServerFeaturesService, {
    getSupportedMethods: ((_: unknown, answer: sendUnaryData<unknown>) => {
      faults.calls.features += 1
      answer(null, featuresOf())
    }) as never,
  })
  server.addService(gossips.GossipService, {
    read: ((_: unknown, answer: sendUnaryData<unknown>) => {
      faults.calls.gossip += 1
      answer(null, membersOf(members()))
    }) as never,
  })
  port = await new Promise<number>((resolve, reject) =>
    server.bindAsync(`${options.tls === undefined ? '127.0.0.1' : '0.0.0.0'}:${wanted}`, credentials, (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  )
  return {
    port,
    url: `esdb://127.0.0.1:${port}${options.tls === undefined ? '?tls=false' : ''}`,
    log,
    faults,
    subscriptions: () => subscriptions.size,
    endSubscriptions: () => {
      for (const call of subscriptions) call.end()
    },
    muteSubscriptions: () => {
      for (const call of subscriptions) faults.mute.add(call)
    },
    abortSubscriptions: code => {
      for (const call of subscriptions) call.emit('error', failure(code, 'ended by the server'))
    },
    dropConnections: () => {
      // grpc-js has no call for it; its sessions are what a dropped network destroys.
      const { sessions } = server as unknown as { sessions: Map<Http2Session, unknown> }
      for (const session of sessions.keys()) session.destroy()
    },
    stop: () => server.forceShutdown(),
  }
}
