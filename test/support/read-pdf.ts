import {
  BarcodeFormat,
  BinaryBitmap,
  Code128Reader,
  HybridBinarizer,
  QRCodeReader,
  RGBLuminanceSource,
} from '@zxing/library'
import { extractText, getDocumentProxy, getResolvedPDFJS } from 'unpdf'

type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** The text of each page, and what the document says of itself. */
export const readPdf = async (bytes: Buffer) => {
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const { text } = await extractText(pdf, { mergePages: false })
  const { info } = await pdf.getMetadata()
  return { pages: text, info: info as Readonly<Record<string, unknown>> }
}

/** The pages as they would be measured, in points. */
export const sizesOf = async (bytes: Buffer): Promise<(readonly [number, number])[]> => {
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const pages = Array.from({ length: pdf.numPages }, (_, index) => pdf.getPage(index + 1))
  return (await Promise.all(pages)).map(({ view: [, , width = 0, height = 0] }) => [
    Math.round(width),
    Math.round(height),
  ])
}

/** Rectangles that are filled at once, as a page has them: those of a code. */
const filledOn = async (bytes: Buffer, page: number): Promise<Rect[][]> => {
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const { OPS } = await getResolvedPDFJS()
  const { fnArray, argsArray } = await (await pdf.getPage(page)).getOperatorList()
  return fnArray.flatMap((operator, index) => {
    if (operator !== OPS.constructPath) return []
    const [paint, [path]] = argsArray[index] as [paint: number, paths: [Float32Array]]
    return paint === OPS.fill ? [rectsOf([...path])] : []
  })
}

/** Of a path: move, three lines and a close are one. */
const rectsOf = (path: readonly number[]): Rect[] => {
  const corners: [x: number, y: number][][] = []
  for (let at = 0; at < path.length; ) {
    const [kind, x = 0, y = 0] = path.slice(at, at + 3)
    if (kind === 0) corners.push([])
    if (kind === 0 || kind === 1) corners.at(-1)?.push([x, y])
    at += kind === 4 ? 1 : 3
  }
  return corners.map(each => {
    const [xs, ys] = [each.map(([x]) => x), each.map(([, y]) => y)]
    const [x, y] = [Math.min(...xs), Math.min(...ys)]
    return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
  })
}

/** Dots per point: a bar is half a point at least. */
const DOTS = 8
const QUIET = 12

const imageOf = (rects: readonly Rect[]) => {
  const [left, top] = [Math.min(...rects.map(({ x }) => x)), Math.min(...rects.map(({ y }) => y))]
  const right = Math.max(...rects.map(({ x, width }) => x + width))
  const bottom = Math.max(...rects.map(({ y, height }) => y + height))
  const dots = (length: number) => Math.round(length * DOTS)
  const [width, height] = [dots(right - left + 2 * QUIET), dots(bottom - top + 2 * QUIET)]
  const grey = new Uint8ClampedArray(width * height).fill(255)
  for (const { x, y, width: wide, height: high } of rects)
    for (let row = dots(y - top + QUIET); row < dots(y + high - top + QUIET); row += 1)
      grey.fill(0, row * width + dots(x - left + QUIET), row * width + dots(x + wide - left + QUIET))
  return new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, width, height)))
}

/** What a scanner reads on a page, in the order in which the codes were drawn. */
export const scan = async (bytes: Buffer, page = 1): Promise<{ readonly format: string; readonly text: string }[]> => {
  const codes = (await filledOn(bytes, page)).filter(rects => rects.length > 8)
  return codes.map(rects => {
    const isSquare = new Set(rects.map(({ y }) => y)).size > 1
    const result = (isSquare ? new QRCodeReader() : new Code128Reader()).decode(imageOf(rects))
    return { format: BarcodeFormat[result.getBarcodeFormat()] ?? '', text: result.getText() }
  })
}
