import { expect, expectTypeOf, it } from 'vitest'
import { productCommands } from '../../api/catalog/product.ts'
import { actionOf, type CommandRoute } from '../../api/commands.ts'
import { customerCommands } from '../../api/customers/customer.ts'
import { commands } from '../../api/index.ts'
import { pages } from '../../ui/index.ts'

it('a command is known by its name, with what it takes', () => {
  expect(actionOf(productCommands.DiscontinueProduct, 'A/B')).toBe('/api/products/A%2FB/discontinuation')
  expect(actionOf(productCommands.CreateProduct)).toBe('/api/products')
  expectTypeOf(productCommands.DiscontinueProduct).toEqualTypeOf<CommandRoute<{ reason: string }>>()
  // @ts-expect-error -- only processes send it
  expect(customerCommands.ConfirmErasure).toBeUndefined()
})

it.each(commands)('$command is sent from a page, and leads to one', ({ form, then }) => {
  const paths = pages.map(({ path }) => path)
  expect(paths).toContain(form)
  expect(paths).toContain(then)
})
