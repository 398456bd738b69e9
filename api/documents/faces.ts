export const weights = ['regular', 'bold'] as const
export type Weight = (typeof weights)[number]

type Files = Readonly<Record<Weight, string>> & {
  /** Its letters change by those beside them, or stand above and below each other. */
  readonly isJoined: boolean
}

const noto = (name: string, isJoined: boolean): Files => {
  const family = `NotoSans${name}`
  const folder = name === '' ? 'noto-sans' : `noto-sans-${name.toLowerCase()}`
  return {
    regular: `${folder}/400Regular/${family}_400Regular.ttf`,
    bold: `${folder}/600SemiBold/${family}_600SemiBold.ttf`,
    isJoined,
  }
}

/** One that comes in one weight, and stands for both. */
const single = (file: string): Files => ({ regular: file, bold: file, isJoined: false })

/** The fonts of scripts. What a document uses of them is embedded in it. */
export const filesOf = {
  /** Latin with all of its accents, Greek and Cyrillic. */
  plain: noto('', false),
  hebrew: noto('Hebrew', true),
  /** That of Noto draws dots as signs of their own, which stand for no letter when somebody searches or copies. */
  arabic: {
    regular: 'ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf',
    bold: 'ibm-plex-sans-arabic/600SemiBold/IBMPlexSansArabic_600SemiBold.ttf',
    isJoined: true,
  },
  thai: noto('Thai', true),
  devanagari: noto('Devanagari', true),
  japanese: single('sawarabi-gothic/400Regular/SawarabiGothic_400Regular.ttf'),
  chinese: single('zcool-xiaowei/400Regular/ZCOOLXiaoWei_400Regular.ttf'),
  korean: {
    regular: 'nanum-gothic/400Regular/NanumGothic_400Regular.ttf',
    bold: 'nanum-gothic/700Bold/NanumGothic_700Bold.ttf',
    isJoined: false,
  },
} as const satisfies Readonly<Record<string, Files>>

const RIGHT_TO_LEFT = /[[\p{Script=Hebrew}\p{Script=Arabic}]&&\p{L}]/v

/** Whether a text has letters that their font sets from right to left; their numerals stand from left to right. */
export const hasRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text)

export type Face = keyof typeof filesOf
export const faces = Object.keys(filesOf) as readonly Face[]
/** Those that are asked for what the first has not. */
export const otherFaces = faces.slice(1)
