// The rule language: reads one line of it into a pattern. Phrases, {lemmas}, (one|or another), <lists> and gaps of up to N words; nothing that can run away.
import { foldText } from '../../core/fold-text.ts'
import { inflect } from './inflect.ts'

/** One way to fill a place: its spellings, the longest first, each word with whether it must begin with a capital. */
export interface Alternative {
  /** As the author wrote it. */
  readonly written: string
  readonly spellings: readonly Spelling[]
}
export interface Spelling { readonly words: readonly string[]; readonly capitals: readonly boolean[] }

/** `sort` is a place that a fixed reader fills: a figure, a figure from a hundred on, a share, a sum of money, an account's name. */
export type Sort = 'number' | 'large' | 'percent' | 'money' | 'handle'
export type Element =
  | { readonly kind: 'choice'; readonly alternatives: readonly Alternative[] }
  | { readonly kind: 'gap'; readonly most: number }
  | { readonly kind: 'sort'; readonly sort: Sort }

export interface Pattern { readonly written: string; readonly elements: readonly Element[] }
/** A rule's named lists, read once: each is one choice, whatever number of patterns use it. */
export type Lists = ReadonlyMap<string, Element>

/** Bounds that keep a pattern's cost known: at most this many elements (so three gaps at most), words skipped in one gap, spellings in one place, words in one phrase. */
export const MOST = { elements: 8, gap: 8, spellings: 2_000, words: 6 } as const
const SORTS: readonly string[] = ['number', 'large', 'percent', 'money', 'handle'] satisfies Sort[]

/** Throws a TypeError whose message says, after the pattern's own words, what is wrong with it. */
export function readPattern(written: string, lists: Lists): Pattern {
  const tokens = written.match(/\([^)]*\)|<[^>]*>|\{[^}]*\}|\S+/g) ?? []
  const elements: Element[] = []
  let words: string[] = []
  const closeWords = () => {
    if (words.length > 0) elements.push(choice([words.join(' ')]))
    words = []
  }
  for (const token of tokens) {
    if (/^[({<]|^\.\./.test(token) && !token.startsWith('{')) {
      closeWords()
      elements.push(readToken(token, lists))
    } else words.push(token)
  }
  closeWords()
  const wrong = boundsOf(elements)
  if (wrong) throw new TypeError(wrong)
  return { written, elements }
}

function readToken(token: string, lists: Lists): Element {
  if (token.startsWith('..')) return gap(token)
  const inside = token.slice(1, -1).trim()
  if (!token.endsWith(token.startsWith('(') ? ')' : '>')) throw new TypeError(`leaves a bracket open at ${token.slice(0, 20)}`)
  if (token.startsWith('(')) return choice(inside.split('|'))
  if (SORTS.includes(inside)) return { kind: 'sort', sort: inside as Sort }
  const list = lists.get(inside)
  if (!list) throw new TypeError(`names a list that is not there: <${inside}>`)
  return list
}

/** Throws as `readPattern` does; a list's name may not be that of a sort. */
export function readList(name: string, alternatives: readonly string[]): Element {
  if (SORTS.includes(name)) throw new TypeError(`is the name of a fixed sort: ${name}`)
  if (alternatives.length === 0) throw new TypeError('is empty')
  return choice(alternatives)
}

function gap(token: string): Element {
  const most = Number(token.slice(2))
  if (!/^\.\.\d$/.test(token) || most < 1 || most > MOST.gap) throw new TypeError(`has a gap that is not ..1 to ..${MOST.gap}: ${token}`)
  return { kind: 'gap', most }
}

function choice(alternatives: readonly string[]): Element {
  const read = alternatives.map(readAlternative)
  if (read.reduce((sum, alternative) => sum + alternative.spellings.length, 0) > MOST.spellings) throw new TypeError('offers too many spellings in one place')
  return { kind: 'choice', alternatives: read }
}

function readAlternative(written: string): Alternative {
  const words = written.trim().split(/\s+/)
  if (words.length > MOST.words) throw new TypeError(`has a phrase of more than ${MOST.words} words: ${written.trim()}`)
  let spellings: Spelling[] = [{ words: [], capitals: [] }]
  for (const word of words) {
    const forms = readWord(word)
    spellings = spellings.flatMap(spelling => forms.map(form => ({ words: [...spelling.words, ...form.words], capitals: [...spelling.capitals, ...form.capitals] })))
    if (spellings.length > MOST.spellings) throw new TypeError(`offers too many spellings: ${written.trim()}`)
  }
  return { written: written.trim(), spellings: spellings.toSorted((a, b) => b.words.join('').length - a.words.join('').length) }
}

/** A word as it is searched for: `left-wing` is two words; a leading capital asks for a capital in the text. */
function readWord(word: string): readonly Spelling[] {
  const lemma = /^\{(.+)\}$/.exec(word)?.[1]
  if (/[(){}<>|[\]^$*+?\\]/.test(lemma ?? word)) throw new TypeError(`has a sign that the rule language does not know: ${word.slice(0, 20)}`)
  const words = foldText(lemma ?? word).letters.split(/[ ,.]/).filter(piece => piece !== '')
  if (words.length === 0) throw new TypeError('has an empty alternative')
  const capitals = words.map((_, i) => i === 0 && /^\p{Lu}/u.test(lemma ?? word))
  if (lemma === undefined) return [{ words, capitals }]
  return inflect(words.at(-1)!).map(form => ({ words: [...words.slice(0, -1), form], capitals }))
}

function boundsOf(elements: readonly Element[]): string | undefined {
  if (elements.length === 0) return 'is empty'
  if (elements.length > MOST.elements) return `has more than ${MOST.elements} places`
  if (elements[0]!.kind === 'gap' || elements.at(-1)!.kind === 'gap') return 'begins or ends with a gap'
  return elements.some((element, i) => element.kind === 'gap' && elements[i + 1]?.kind === 'gap') ? 'has two gaps side by side' : undefined
}
