import { KeyObject, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { masterKey } from '../../eventstore/vault/cipher.ts'
import { openPostgresVault, WrongMasterKey } from '../../eventstore/vault/postgres-vault.ts'
import { openData, SubjectErased, seal } from '../../eventstore/vault/seal.ts'
import { memoryVault, type Vault } from '../../eventstore/vault/vault.ts'
import type { TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'

const master = masterKey(randomBytes(32))
const ada = { city: 'London', personal: { subject: 'customer-1', value: { name: 'Ada Lovelace' } } }

const contract = (name: string, open: () => Promise<Vault>) => {
  describe(`${name} vault`, () => {
    it('seals the personal part and opens it again, everything else stays readable', async () => {
      const vault = await open()
      const data = await seal(vault, 'event-1', ada)
      expect(JSON.stringify(data)).not.toContain('Ada')
      expect(data['city']).toBe('London')
      expect(openData(await vault.keys(['customer-1']), { id: 'event-1', data })).toEqual(ada)
    })

    it('does not open a part that was moved to another event or subject', async () => {
      const vault = await open()
      await vault.ensure('customer-2')
      const data = await seal(vault, 'event-1', ada)
      const keys = await vault.keys(['customer-1', 'customer-2'])
      expect(() => openData(keys, { id: 'event-2', data })).toThrow()
      const moved = { ...data, personal: { ...(data['personal'] as object), subject: 'customer-2' } }
      expect(() => openData(keys, { id: 'event-1', data: moved })).toThrow()
    })

    it('has nothing to open once the key is destroyed, and makes no second key for the same subject', async () => {
      const vault = await open()
      const data = await seal(vault, 'event-1', ada)
      await vault.destroy('customer-1')
      await vault.destroy('customer-1')
      const opened = openData(await vault.keys(['customer-1']), { id: 'event-1', data })
      expect(opened).toEqual({ city: 'London', personal: { subject: 'customer-1', value: null } })
      await expect(seal(vault, 'event-2', ada)).rejects.toThrow(SubjectErased)
    })

    it('gives one key to two who ask for it at once', async () => {
      const vault = await open()
      const [a, b] = await Promise.all([vault.ensure('customer-9'), vault.ensure('customer-9')])
      expect(a?.export().equals(b?.export() ?? Buffer.alloc(0))).toBe(true)
    })

    it('seals a secret for one use alone, under no other master key, and differently each time', async () => {
      const vault = await open()
      const sealed = vault.sealSecret('open sesame', 'door')
      expect(sealed.includes('open sesame')).toBe(false)
      expect(vault.openSecret(sealed, 'door')).toBe('open sesame')
      expect(vault.sealSecret('open sesame', 'door').equals(sealed)).toBe(false)
      expect(() => vault.openSecret(sealed, 'window')).toThrow()
      expect(() => masterKey(randomBytes(32)).openSecret(sealed, 'door')).toThrow()
      expect(() => master.unwrap(sealed, 'door')).toThrow()
    })

    it('knows whether it is empty', async () => {
      const vault = await open()
      expect(await vault.isEmpty()).toBe(true)
      await vault.ensure('customer-1')
      expect(await vault.isEmpty()).toBe(false)
    })
  })
}

contract('memory', async () => memoryVault(master))

describe('on Postgres', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createDatabase()
  })
  afterAll(() => database.close())

  contract('postgres', async () => {
    const vault = await openPostgresVault(database.pool, master)
    await database.pool.query('truncate vault.subject_key')
    return vault
  })

  it('keeps keys wrapped, and refuses to open under another master key', async () => {
    const vault = await openPostgresVault(database.pool, master)
    await vault.ensure('customer-7')
    const { rows } = await database.pool.query('select wrapped from vault.subject_key where subject = $1', [
      'customer-7',
    ])
    const key = (await vault.keys(['customer-7'])).get('customer-7')
    const plain = key instanceof KeyObject ? key.export() : undefined
    expect(plain).toHaveLength(32)
    expect(rows[0].wrapped.includes(plain)).toBe(false)
    await expect(openPostgresVault(database.pool, masterKey(randomBytes(32)))).rejects.toThrow(WrongMasterKey)
  })
})
