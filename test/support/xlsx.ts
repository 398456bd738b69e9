import { inflateRawSync } from 'node:zlib'

const CENTRAL = 0x02014b50

/** The files of a ZIP archive by name, read from its central directory. */
const unzipped = (archive: Buffer): ReadonlyMap<string, string> => {
  const files = new Map<string, string>()
  const end = archive.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  let at = archive.readUInt32LE(end + 16)
  while (archive.readUInt32LE(at) === CENTRAL) {
    const [packed, name, extra, comment] = [20, 28, 30, 32].map((offset, index) =>
      index === 0 ? archive.readUInt32LE(at + offset) : archive.readUInt16LE(at + offset),
    ) as [number, number, number, number]
    const local = archive.readUInt32LE(at + 42)
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const bytes = archive.subarray(start, start + packed)
    const text = archive.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes)
    files.set(archive.toString('utf8', at + 46, at + 46 + name), text.toString('utf8'))
    at += 46 + name + extra + comment
  }
  return files
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const plain = (xml: string): string =>
  xml
    .replaceAll(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/** A cell as a spreadsheet takes it: its text, or its number with the format it is shown in. */
export type ReadCell = string | { readonly number: string; readonly format: string }

/** The sheets of a workbook by name, read without the library that writes them. */
export const readXlsx = (archive: Buffer): ReadonlyMap<string, readonly (readonly (ReadCell | undefined)[])[]> => {
  const files = unzipped(archive)
  const styles = files.get('xl/styles.xml') ?? ''
  const codes = new Map(
    [...styles.matchAll(/numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [id, code]),
  )
  const formats = [...(/<cellXfs.*<\/cellXfs>/s.exec(styles)?.[0] ?? '').matchAll(/<xf numFmtId="(\d+)"/g)].map(
    ([, id]) => codes.get(id) ?? 'General',
  )
  const cellsOf = (row: string): (ReadCell | undefined)[] => {
    const cells: (ReadCell | undefined)[] = []
    for (const [, letters = '', marks = '', content = ''] of row.matchAll(/<c r="([A-Z]+)\d+"([^>]*)>(.*?)<\/c>/gs)) {
      const column = Array.from(letters, letter => letter.charCodeAt(0) - 64).reduce((sum, n) => sum * 26 + n, 0) - 1
      const inner = plain(content.replaceAll(/<[^>]*>/g, ''))
      const style = Number(/ s="(\d+)"/.exec(marks)?.[1] ?? 0)
      cells[column] = marks.includes('t="inlineStr"') ? inner : { number: inner, format: formats[style] ?? '' }
    }
    return Array.from(cells)
  }
  const names = [...(files.get('xl/workbook.xml') ?? '').matchAll(/<sheet name="([^"]*)"/g)].map(
    ([, name = '']) => name,
  )
  return new Map(
    names.map((name, index) => {
      const xml = files.get(`xl/worksheets/sheet${index + 1}.xml`) ?? ''
      return [plain(name), [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = '']) => cellsOf(row))]
    }),
  )
}
