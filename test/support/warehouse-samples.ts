import { deliverySamples } from './delivery-samples.ts'
import { pickListSample } from './pick-list-sample.ts'

/** What is picked, packed and delivered. */
export const warehouseSamples = [...deliverySamples, pickListSample]
