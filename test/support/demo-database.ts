import { fillDemo } from './demo-pages.ts'
import { copiesOf } from './shop-template.ts'

/** A database of one's own with the demo shop in it. */
export const demoDatabase = copiesOf({ name: 'demo_shop', fill: fillDemo })
