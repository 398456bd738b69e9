import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { configurationNames, readConfig } from '../../bin/config.ts'
import { parseConnection } from '../../eventstore/eventstoredb/connection.ts'
import { EVENTSTORE_IMAGE } from '../support/eventstore-image.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const text = (name: string) => readFileSync(`${root}/${name}`, 'utf8')

const Service = z.looseObject({
  image: z.string().optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  profiles: z.array(z.string()).default([]),
  healthcheck: z.looseObject({ test: z.array(z.string()) }).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.string() })).default({}),
})
const Compose = z.strictObject({
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.unknown()),
  volumes: z.record(z.string(), z.null()),
})
const compose = Compose.parse(parse(text('docker-compose.yml'), { merge: true }))
const { daybook, eventstoredb, postgres, certificates: _certificates, ...nodes } = compose.services
const services = Object.entries(compose.services)

/** `${NAME:-default}` as compose fills it in when the environment says nothing. */
const filled = (value: string): string => value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')
const environment = Object.fromEntries(
  Object.entries(daybook?.environment ?? {}).map(([name, value]) => [name, filled(value)]),
)

describe('docker-compose.yml', () => {
  it('gives Daybook only variables that it reads, with values that it takes', () => {
    expect(configurationNames).toEqual(expect.arrayContaining(Object.keys(environment)))
    const config = readConfig(environment)
    expect(config.eventStoreUrl).toBe('esdb://127.0.0.1:2113?tls=false')
    expect(config.databaseUrl).toMatch(/^postgres:\/\/daybook:daybook@127\.0\.0\.1:5432\/daybook$/)
  })

  it('connects Daybook to the ports that the others open, on this machine only', () => {
    expect(parseConnection(environment['EVENTSTORE_URL'] ?? '').settings).toEqual({
      endpoint: { address: '127.0.0.1', port: 2113 },
    })
    expect(eventstoredb?.ports).toEqual(['127.0.0.1:2113:2113'])
    expect(postgres?.ports).toEqual(['127.0.0.1:5432:5432'])
    for (const [name, { ports }] of services)
      expect(
        ports.every(port => port.startsWith('127.0.0.1:')),
        name,
      ).toBe(true)
  })

  it('starts Daybook when both of its stores answer', () => {
    expect(daybook?.depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      eventstoredb: { condition: 'service_healthy' },
    })
    for (const name of Object.keys(daybook?.depends_on ?? {}))
      expect(compose.services[name]?.healthcheck, name).toBeDefined()
  })

  it('pins every image, and the event store to the one that is tested', () => {
    for (const [name, { image }] of services)
      if (name !== 'daybook') expect(image, name).toMatch(/^[\w./-]+:\d[\w.-]*$/)
    for (const [name, node] of Object.entries({ eventstoredb, ...nodes }))
      expect(node?.image, name).toBe(EVENTSTORE_IMAGE)
  })

  it('keeps what is stored in volumes that it declares', () => {
    const used = services.flatMap(([, { volumes }]) => volumes.map(volume => volume.split(':')[0]))
    expect(new Set(used)).toEqual(new Set(Object.keys(compose.volumes)))
  })

  it('has no secret in it but the ones everybody knows, each to be set from outside', () => {
    const secrets = text('docker-compose.yml').matchAll(/^ +\w*(?:PASSWORD|MASTER_KEY|SEAL_KEY)\w*: (.*)$/gm)
    for (const [, value] of secrets) expect(value).toMatch(/^\$\{\w+:-(?:daybook|changeit|)\}$/)
  })
})

describe('the cluster profile', () => {
  it('is three nodes that name the other two and the port under which they are reached', () => {
    expect(Object.keys(nodes)).toEqual(['eventstore1', 'eventstore2', 'eventstore3'])
    const addresses = Object.values(nodes).map(node => node.environment['EVENTSTORE_REPLICATION_IP'] ?? '')
    expect(new Set(addresses).size).toBe(3)
    for (const [index, node] of Object.values(nodes).entries()) {
      const others = addresses.filter((_, other) => other !== index).map(address => `${address}:2113`)
      expect(node.environment['EVENTSTORE_GOSSIP_SEED']).toBe(others.join(','))
      const port = node.environment['EVENTSTORE_ADVERTISE_NODE_PORT_TO_CLIENT_AS']
      expect(node.ports).toEqual([`127.0.0.1:${port}:2113`])
      expect(node.profiles).toEqual(['cluster'])
      expect(node.environment['EVENTSTORE_CERTIFICATE_FILE']).toBe(`/certs/node${index + 1}/node.crt`)
    }
  })

  it('is reached by the connection string that the file tells', () => {
    const told = /EVENTSTORE_URL='([^']+)'/.exec(text('docker-compose.yml'))?.[1] ?? ''
    const ports = Object.values(nodes).map(node => Number(node.ports[0]?.split(':')[1]))
    expect(parseConnection(told)).toMatchObject({
      settings: { endpoints: ports.map(port => ({ address: '127.0.0.1', port })), nodePreference: 'leader' },
      channel: { insecure: false, caFile: '/certs/ca/ca.crt' },
    })
    expect(daybook?.volumes).toContain('certificates:/certs:ro')
  })
})

describe('the documents', () => {
  it('name every variable in the README, and no other', () => {
    const told = [...text('README.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name)
    expect(new Set(told)).toEqual(new Set(configurationNames))
    expect(told).toHaveLength(configurationNames.length)
  })

  it('copy into the image what is there', () => {
    const copied = [...text('Dockerfile').matchAll(/^COPY (?!package)(\w+) /gm)].map(([, folder]) => folder)
    expect(copied).toEqual(
      expect.arrayContaining(['bin', 'domain', 'eventstore', 'people', 'projections', 'api', 'ui']),
    )
    for (const folder of copied) expect(existsSync(`${root}/${folder}`), folder).toBe(true)
  })
})
