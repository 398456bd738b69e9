import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { masterKey } from '../../eventstore/vault/cipher.ts'
import { cachedKeys } from '../../eventstore/vault/key-cache.ts'
import { memoryVault } from '../../eventstore/vault/vault.ts'

it('asks for each key once, and for those that are unknown again', async () => {
  const vault = memoryVault(masterKey(randomBytes(32)))
  const asked: string[] = []
  const counting = {
    ...vault,
    keys: (subjects: readonly string[]) => {
      asked.push(...subjects)
      return vault.keys(subjects)
    },
  }
  const cached = cachedKeys(counting)
  const key = await vault.ensure('customer-1')
  await vault.destroy('customer-2')
  for (let times = 0; times < 3; times += 1) {
    const keys = await cached.keys(['customer-1', 'customer-2', 'customer-3'])
    expect([...keys]).toEqual([
      ['customer-1', key],
      ['customer-2', null],
    ])
  }
  expect(asked).toEqual(['customer-1', 'customer-2', 'customer-3', 'customer-3', 'customer-3'])
})
