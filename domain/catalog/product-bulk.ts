import { bulkOf } from '../bulk.ts'
import { product } from './product.ts'

const { same } = bulkOf(product)

export const productBulk = {
  ActivateProducts: same('ActivateProduct'),
  DeactivateProducts: same('DeactivateProduct'),
}
