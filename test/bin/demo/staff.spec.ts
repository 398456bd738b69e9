import { expect, it } from 'vitest'
import { roleSteps } from '../../../bin/demo/roles.ts'
import { demoStaff } from '../../../bin/demo/staff.ts'
import { group } from '../../../domain/people/group.ts'
import { user } from '../../../domain/people/user.ts'

it('somebody works in every group of the demo shop, as the commands of users take them', () => {
  const staff = demoStaff('northwind')
  const groups = roleSteps('northwind', new Date()).flatMap(({ category, type, id }) =>
    category === group.category && type === 'CreateGroup' ? [id] : [],
  )
  expect(staff.flatMap(({ data }) => data.groups).toSorted()).toEqual(groups.toSorted())
  for (const { data } of staff) expect(user.commands.CreateUser.parse(data)).toEqual(data)
  expect(new Set(staff.map(({ data }) => data.email)).size).toBe(4)
  expect(demoStaff('southwind')[0]?.id).not.toBe(staff[0]?.id)
})
