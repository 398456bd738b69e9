import type { ChannelCredentialOptions, DNSClusterOptions, GossipClusterOptions } from '@eventstore/db-client'
import { z } from 'zod'

/** Where the nodes are and how to talk to them, as the client takes it. */
export type Connection = {
  readonly settings:
    | { readonly endpoint: Endpoint }
    | Pick<DNSClusterOptions, 'discover' | 'nodePreference' | Wait>
    | Pick<GossipClusterOptions, 'endpoints' | 'nodePreference' | Wait>
  readonly common: { readonly keepAliveInterval?: number; readonly keepAliveTimeout?: number; connectionName?: string }
  readonly channel: Pick<ChannelCredentialOptions, 'insecure'> & {
    readonly caFile?: string
    readonly certFile?: string
    readonly keyFile?: string
  }
  readonly credentials: { readonly username: string; readonly password: string } | undefined
}

type Endpoint = { readonly address: string; readonly port: number }
type Wait = 'maxDiscoverAttempts' | 'discoveryInterval' | 'gossipTimeout'

/** A connection string that can not be meant. The message says what is wrong and never quotes user or password. */
export class BadConnectionString extends RangeError {
  override readonly name = 'BadConnectionString'
}

const count = z.coerce.number().int().min(1).max(1_000_000)
const path = z.string().min(1)

// The client only warns about what it does not know and goes on without it, so a misspelt tls=false or password file
// would be found in production. throwOnAppendFailure is left out: the adapter relies on its default.
const Options = z.strictObject({
  tls: z.enum(['true', 'false']).optional(),
  tlsCAFile: path.optional(),
  userCertFile: path.optional(),
  userKeyFile: path.optional(),
  connectionName: z.string().min(1).optional(),
  nodePreference: z.enum(['leader', 'follower', 'random', 'readOnlyReplica']).optional(),
  maxDiscoverAttempts: count.optional(),
  discoveryInterval: count.optional(),
  gossipTimeout: count.optional(),
  keepAliveInterval: z.coerce.number().int().min(10_000, 'at least 10000 milliseconds').optional(),
  keepAliveTimeout: count.optional(),
})
type Options = z.infer<typeof Options>

const FORM = /^esdb(\+discover)?:\/\/(?:([^:@/]+):([^@/]*)@)?([^/?#]+)\/?(?:\?([^#]*))?$/
const HOST = /^((?:[\w-]+\.)*[\w-]+|\[[0-9a-fA-F:]+\])(?::(\d{1,5}))?$/
const DEFAULT_PORT = 2113

/**
 * A connection string as EventStoreDB has it, checked strictly: an unknown key, a key twice, credentials that an insecure
 * connection would silently drop and the like are refused. @throws BadConnectionString
 */
export const parseConnection = (url: string): Connection => {
  const [, discover, user, password, hosts, query] = FORM.exec(url.trim()) ?? []
  if (hosts === undefined)
    return refuse('it has the form esdb://[user:password@]host[:port][,host[:port]…][?key=value&…]')
  const options = optionsOf(query ?? '')
  const endpoints = hosts.split(',').map(endpointOf)
  const insecure = options.tls === 'false'
  if (insecure && user !== undefined) refuse('user and password are not sent without TLS: leave out tls=false, or them')
  if ((options.userCertFile === undefined) !== (options.userKeyFile === undefined))
    refuse('userCertFile and userKeyFile come together')
  return {
    settings: settingsOf(endpoints, discover !== undefined, options),
    common: only(options, 'keepAliveInterval', 'keepAliveTimeout', 'connectionName'),
    channel: {
      insecure,
      ...(options.tlsCAFile === undefined ? {} : { caFile: options.tlsCAFile }),
      ...(options.userCertFile === undefined ? {} : { certFile: options.userCertFile }),
      ...(options.userKeyFile === undefined ? {} : { keyFile: options.userKeyFile }),
    },
    credentials: user === undefined ? undefined : { username: decoded(user), password: decoded(password ?? '') },
  }
}

const refuse = (why: string): never => {
  throw new BadConnectionString(why)
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return refuse('a % in user, password or a value has to be written as %25')
  }
}

const optionsOf = (query: string): Options => {
  const texts = query === '' ? [] : query.split('&')
  const bare = texts.find(text => !/^[^=]+=./.test(text))
  if (bare !== undefined) refuse(`the option ${bare} has no value`)
  const pairs = texts.map(text => text.split(/=(.*)/s, 2).map(decoded))
  const keys = pairs.map(([key]) => key)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined) refuse(`${twice} is given twice`)
  const parsed = Options.safeParse(Object.fromEntries(pairs))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  return refuse(
    issue?.code === 'unrecognized_keys'
      ? `there is no option ${issue.keys.join(', ')}; there are ${Object.keys(Options.shape).join(', ')}`
      : `${issue?.path.join('.')}: ${issue?.message}`,
  )
}

const endpointOf = (host: string): Endpoint => {
  const [, address, port = `${DEFAULT_PORT}`] = HOST.exec(host) ?? []
  if (address === undefined || Number(port) > 65_535) return refuse(`${host} is not a host or host:port`)
  return { address, port: Number(port) }
}

const only = <K extends keyof Options>(options: Options, ...keys: readonly K[]) =>
  Object.fromEntries(keys.flatMap(key => (options[key] === undefined ? [] : [[key, options[key]]]))) as {
    [P in K]?: NonNullable<Options[P]>
  }

/** Several hosts are seeds of a cluster that is asked for its members; `+discover` asks one that DNS knows by name. */
const settingsOf = (
  endpoints: readonly Endpoint[],
  isDiscovered: boolean,
  options: Options,
): Connection['settings'] => {
  const [first, ...others] = endpoints
  if (first === undefined) return refuse('it names no host')
  if (isDiscovered && others.length > 0) return refuse('esdb+discover:// takes one name, which DNS resolves')
  if (!isDiscovered && others.length === 0) {
    if (options.nodePreference !== undefined)
      refuse('nodePreference is for clusters: several hosts or esdb+discover://')
    return { endpoint: first }
  }
  const { nodePreference, ...waits } = only(
    options,
    'nodePreference',
    'maxDiscoverAttempts',
    'discoveryInterval',
    'gossipTimeout',
  )
  const cluster = {
    ...waits,
    nodePreference:
      nodePreference === 'readOnlyReplica' ? ('read_only_replica' as const) : (nodePreference ?? 'leader'),
  }
  return isDiscovered ? { discover: first, ...cluster } : { endpoints: [...endpoints], ...cluster }
}
