// Folds a text for finding words in it: case, width, accents and lookalike letters fall together, and every folded letter keeps its place in the original.

/** The folded letter begins a word: after a gap, or at a capital inside a joined word (`#ActivistLawyers`). */
export const STARTS = 1
/** The letter was a capital in the original. */
export const CAPITAL = 2

/**
 * `letters` holds folded letters and digits; every run of anything else between them is one sign: a space (spaces, hyphens, underscores, line
 * breaks, quotation marks, # and @), a comma (a pause inside a sentence) or a full stop (the end of one). Invisible signs are left out.
 * `from` and `to` give, for each folded letter, where it stands in the original, in UTF-16 code units.
 */
export interface Folded {
  readonly text: string
  readonly letters: string
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly marks: readonly number[]
}

const SPACE = ' ', PAUSE = ',', END = '.', APOSTROPHE = "'", MARK = '^', NOTHING = ''

/** Pure and total: a lone surrogate is a pause, never a fault. The same text gives the same answer in every JavaScript engine. */
export function foldText(text: string): Folded {
  const letters = new Letters()
  for (let i = 0; i < text.length; ) {
    const code = text.codePointAt(i)!
    const next = i + (code > 0xffff ? 2 : 1)
    const folded = inContext(foldCode(code), text, i, next)
    if (folded === MARK) letters.widen(next)
    else if (folded === SPACE || folded === PAUSE || folded === END) letters.part(folded, i, next)
    else if (folded !== NOTHING) letters.add(folded, isCapital(code), i, next)
    i = next
  }
  return { text, letters: letters.letters, from: letters.from, to: letters.to, marks: letters.marks }
}

/** The folded letters as they grow. */
class Letters {
  letters = ''
  readonly from: number[] = []
  readonly to: number[] = []
  readonly marks: number[] = []
  #last: string = END

  add(folded: string, capital: boolean, from: number, to: number) {
    for (const letter of folded) {
      const n = this.marks.length, before = n > 0 ? this.marks[n - 1]! : 0
      const begins = !isLetter(this.#last) || (capital && (before & CAPITAL) === 0 && !isDigit(this.#last))
      if (!capital && this.#isAfterTwoCapitals()) this.marks[n - 1] = before | STARTS
      this.#push(letter, (begins ? STARTS : 0) | (capital ? CAPITAL : 0), from, to)
    }
  }

  /** Of a run of signs between letters the strongest stays: the end of a sentence, a pause, a space. */
  part(sign: string, from: number, to: number) {
    if (this.letters === '') return
    if (isLetter(this.#last)) this.#push(sign, 0, from, to)
    else if (sign === END || (sign === PAUSE && this.#last === SPACE)) {
      this.letters = this.letters.slice(0, -1) + sign
      this.#last = sign
    }
  }

  /** A mark that stands on a letter belongs to it. */
  widen(to: number) {
    if (this.to.length > 0 && isLetter(this.#last)) this.to[this.to.length - 1] = to
  }

  #push(sign: string, mark: number, from: number, to: number) {
    this.letters += sign
    this.from.push(from)
    this.to.push(to)
    this.marks.push(mark)
    this.#last = sign
  }

  /** `UKLabour`: the last of several capitals begins the word that goes on in small letters. */
  #isAfterTwoCapitals(): boolean {
    const n = this.marks.length
    return n > 1 && (this.marks[n - 1]! & CAPITAL) !== 0 && (this.marks[n - 2]! & CAPITAL) !== 0
  }
}

export const isLetter = (sign: string): boolean => sign !== SPACE && sign !== PAUSE && sign !== END && sign !== ''
const isDigit = (sign: string) => sign >= '0' && sign <= '9'

/** What depends on the neighbours: an apostrophe inside a word, a comma or point inside a number, a point inside an address. */
function inContext(folded: string, text: string, at: number, next: number): string {
  if (folded !== APOSTROPHE && folded !== PAUSE && folded !== END) return folded
  const before = at > 0 ? foldCode(text.charCodeAt(at - 1)) : SPACE
  const after = next < text.length ? foldCode(text.charCodeAt(next)) : SPACE
  if (folded === APOSTROPHE) return isWordSign(before) && isWordSign(after) ? NOTHING : SPACE
  const sign = text[at]
  if ((sign === ',' || sign === '.') && isDigit(before) && isDigit(after)) return NOTHING
  return folded === END && sign === '.' && isWordSign(after) ? PAUSE : folded
}

const isWordSign = (folded: string) => folded !== NOTHING && folded !== APOSTROPHE && folded !== MARK && isLetter(folded)

/** What each code point below U+3000 folds to, filled as they are met. */
const known: (string | undefined)[] = Array.from({ length: 0x3000 })
function foldCode(code: number): string {
  if (code >= known.length) return isPicture(code) ? PAUSE : foldSign(code)
  return (known[code] ??= foldSign(code))
}

function foldSign(code: number): string {
  const sign = String.fromCodePoint(code)
  const alike = LOOKALIKES.get(sign)
  if (alike !== undefined) return alike
  if (within(code, INVISIBLE)) return NOTHING
  if (within(code, MARKS)) return MARK
  if (within(code, SPACES)) return SPACE
  if (APOSTROPHES.includes(sign)) return APOSTROPHE
  if (ENDS.includes(sign)) return END
  const plain = within(code, DECOMPOSED) ? sign.normalize('NFKD') : sign
  const small = Array.from(plain.toLowerCase(), letter => LOOKALIKES.get(letter) ?? letter).join('').replace(/[^a-z0-9£$€\u0370-\u1fff\u3040-\u9fff]/g, '')
  return small === '' ? PAUSE : small
}

/** Emoji, by far the most frequent signs up there, and half of one. */
const isPicture = (code: number) => (code >= 0x1f300 && code <= 0x1faff) || (code >= 0xd800 && code <= 0xdfff)

function isCapital(code: number): boolean {
  if (code < 128) return code >= 65 && code <= 90
  const plain = within(code, DECOMPOSED) ? String.fromCodePoint(code).normalize('NFKD') : String.fromCodePoint(code)
  return plain !== plain.toLowerCase()
}

type Ranges = readonly (readonly [number, number])[]
const within = (code: number, ranges: Ranges) => ranges.some(([first, last]) => code >= first && code <= last)

// Fixed ranges, never a property of the engine's own Unicode tables: a newer browser must not read a post differently from the keeper.
const INVISIBLE: Ranges = [[0, 8], [0xe, 0x1f], [0x7f, 0x9f], [0xad, 0xad], [0x34f, 0x34f], [0x61c, 0x61c], [0x115f, 0x1160], [0x17b4, 0x17b5], [0x180b, 0x180f], [0x200b, 0x200f], [0x202a, 0x202e], [0x2060, 0x206f], [0x3164, 0x3164], [0xfe00, 0xfe0f], [0xfeff, 0xfeff], [0xffa0, 0xffa0], [0xfff9, 0xfffb], [0xe0000, 0xe0fff]]
const MARKS: Ranges = [[0x300, 0x34e], [0x350, 0x36f], [0x483, 0x489], [0x1ab0, 0x1aff], [0x1dc0, 0x1dff], [0x20d0, 0x20ff], [0xfe20, 0xfe2f]]
const SPACES: Ranges = [[9, 0xd], [0x20, 0x20], [0x22, 0x23], [0x2a, 0x2a], [0x2d, 0x2d], [0x2f, 0x2f], [0x40, 0x40], [0x5c, 0x5c], [0x5f, 0x60], [0x7e, 0x7e], [0xa0, 0xa0], [0xab, 0xab], [0xb7, 0xb7], [0xbb, 0xbb], [0x1680, 0x1680], [0x2000, 0x200a], [0x2010, 0x2017], [0x201c, 0x201f], [0x2022, 0x2022], [0x2027, 0x2029], [0x202f, 0x202f], [0x205f, 0x205f], [0x2212, 0x2212], [0x3000, 0x3000], [0xff0d, 0xff0d], [0xff3f, 0xff3f]]
/** Blocks whose decompositions are settled: accented Latin, letterlike signs, circled and mathematical letters, ligatures, full width. */
const DECOMPOSED: Ranges = [[0xaa, 0xaa], [0xb2, 0xbe], [0xc0, 0x24f], [0x1e00, 0x1eff], [0x2070, 0x209c], [0x2100, 0x214f], [0x2460, 0x24ff], [0xfb00, 0xfb06], [0xff01, 0xffee], [0x1d400, 0x1d7ff], [0x1f110, 0x1f149]]
const APOSTROPHES = "'\u2018\u2019\u02bc\u00b4\uff07"
const ENDS = '.!?\u2026\u203c\u2047\u3002\uff0e\uff01\uff1f'

/** Signs that pass for other letters, by their shape: Cyrillic, Greek, Armenian and crossed Latin ones. `%` and `&` are read as words. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map([
  ['%', 'percent'], ['\uff05', 'percent'], ['&', 'and'], ['\uff06', 'and'],
  ...pairs('аaвbсcԁdеeёeғfһhнhіiїiјjкkӏlмmпnоoрpԛqгrѕsтtцuѵvѡwԝwхxуyүyзz'),
  ...pairs('АaВbСcЕeЁeНhІiЇiЈjКkӀlМmОoРpЅsТtѴvԜwХxУyҮyЗz'),
  ...pairs('αaβbϲcεeηnιiϊiκkνvοoόoρpτtυuχxγyωwζz'),
  ...pairs('ΑaΒbϹcΕeΗhΙiΚkΜmΝnΟoΡpΤtΥyΧxΖz'),
  ...pairs('օoսuոnһhցgհhıiłlŁløoØođdĐdħhĦhŧtŦtðdÐdɑaɡgɩiɪiʟlꞁlſsƒf'),
  ['ß', 'ss'], ['ẞ', 'ss'], ['æ', 'ae'], ['Æ', 'ae'], ['œ', 'oe'], ['Œ', 'oe'], ['þ', 'th'], ['Þ', 'th'],
])
function pairs(row: string): readonly (readonly [string, string])[] {
  const signs = Array.from(row)
  return signs.flatMap((sign, i) => (i % 2 === 0 ? [[sign, signs[i + 1]!] as const] : []))
}
