export const FIRST_STEPS = '/first-steps'
