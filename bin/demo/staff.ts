import { v5 } from 'uuid'
import { demoRoleId, demoRoles } from './roles.ts'

/** Those who work in the demo shop beside its administrator, one in each group: by id, and as a command makes them. */
export const demoStaff = (seed: string) =>
  demoRoles.map(({ role }, index) => ({
    id: v5(`demo/${seed}/user/${role}`, v5.URL),
    data: {
      firstName: ['Ada', 'Grace', 'Mary', 'Joan'][index] ?? 'Ida',
      lastName: role,
      email: `${role.toLowerCase().replaceAll(' ', '.')}@example.com`,
      locale: 'en-GB',
      timeZone: 'Europe/London',
      groups: [demoRoleId(seed, 'group', role)],
    },
  }))
