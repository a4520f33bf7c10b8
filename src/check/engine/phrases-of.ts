// Chooses, for each pattern of a rulebook, the phrases that must stand in a text before the pattern itself is tried, and those that may stand there in disguise.
import type { Alternative, Element, Pattern, Spelling } from '../rulebook/pattern.ts'
import type { Phrase } from './phrase.ts'

/** Shorter words are looked for in disguise only where a pattern hangs on them. */
const SHORTEST_HIDDEN = 5
/** A pattern that can be written in so many ways without gaps is looked for as a whole, so that its words may be joined, hidden or mistyped together. */
const MOST_WAYS = 1_500

type Gathered = Map<string, Phrase & { readonly patterns: number[] }>

/** The phrases over all patterns, each once, in a fixed order; the patterns that are looked for whole, each with its words where there is one way to write it; and those that nothing gives away, which are always tried. */
export function phrasesOf(patterns: readonly Pattern[]): { readonly phrases: readonly Phrase[]; readonly whole: ReadonlyMap<number, string | undefined>; readonly always: readonly number[] } {
  const gathered: Gathered = new Map(), whole = new Map<number, string | undefined>(), always: number[] = []
  for (const [id, { elements }] of patterns.entries()) {
    const ways = waysOf(elements)
    if (ways) whole.set(id, ways.length === 1 && !ways[0]!.capitals.includes(true) ? ways[0]!.words.join(' ') : undefined)
    if (ways) for (const way of ways) gather(gathered, way, WHOLE, id)
    else if (!hang(gathered, elements, id)) always.push(id)
  }
  return { phrases: [...gathered.values()], whole, always }
}

type Choice = Extract<Element, { kind: 'choice' }>
const isChoice = (element: Element): element is Choice => element.kind === 'choice'
const spellingsOf = ({ alternatives }: { readonly alternatives: readonly Alternative[] }) => alternatives.flatMap(alternative => alternative.spellings)
const lettersOf = (spelling: Spelling) => spelling.words.join('')

/** Every way to write a pattern of choices alone, where there are not too many. */
function waysOf(elements: readonly Element[]): readonly Spelling[] | undefined {
  if (!elements.every(isChoice) || elements.reduce((product, element) => product * spellingsOf(element).length, 1) > MOST_WAYS) return undefined
  return elements.reduce<readonly Spelling[]>((ways, element) => ways.flatMap(way => spellingsOf(element).map(next => ({ words: [...way.words, ...next.words], capitals: [...way.capitals, ...next.capitals] }))), [{ words: [], capitals: [] }])
}

/** Hangs a pattern on the words of one stretch of it; in a joined word that stretch need not begin or end at the joined word's own end. */
function hang(gathered: Gathered, elements: readonly Element[], id: number): boolean {
  const places = elements.map(element => (element.kind === 'sort' && element.sort === 'percent' ? PERCENT : element))
  const anchor = stretchesOf(places).toSorted((a, b) => worthOf(b.ways) - worthOf(a.ways))[0]
  if (!anchor) return false
  for (const way of anchor.ways) gather(gathered, way, { looseStart: anchor.from > 0 || places[anchor.from] === PERCENT, looseEnd: anchor.to < places.length }, id)
  for (const place of places) if (isChoice(place)) for (const spelling of spellingsOf(place)) if (lettersOf(spelling).length >= SHORTEST_HIDDEN) gather(gathered, spelling, WHOLE)
  return true
}

/** Places from `from` to before `to`, with every way to write them one after the other. */
interface Stretch { readonly from: number; readonly to: number; readonly ways: readonly Spelling[] }

/** Each stretch of places side by side that can be written in not too many ways; a single place always counts. */
function stretchesOf(places: readonly Element[]): readonly Stretch[] {
  const stretches: Stretch[] = []
  for (let from = 0; from < places.length; from++) {
    for (let to = from + 1; to <= places.length && isChoice(places[to - 1]!); to++) {
      const within = places.slice(from, to), [only] = within
      const ways = waysOf(within) ?? (within.length === 1 && isChoice(only!) ? spellingsOf(only) : undefined)
      if (ways) stretches.push({ from, to, ways })
    }
  }
  return stretches
}

/** A stretch is worth hanging a pattern on when its shortest spelling is long, and there are few. */
const worthOf = (ways: readonly Spelling[]) => Math.min(...ways.map(way => lettersOf(way).length)) - Math.log2(ways.length) / 4

/** What every share is written with. */
const PERCENT: Choice = { kind: 'choice', alternatives: [{ written: 'percent', spellings: [['percent'], ['per', 'cent'], ['percentage', 'point'], ['percentage', 'points']].map(words => ({ words, capitals: words.map(() => false) })) }] }

const WHOLE = { looseStart: false, looseEnd: false }

function gather(gathered: Gathered, spelling: Spelling, loose: Pick<Phrase, 'looseStart' | 'looseEnd'>, pattern?: number): void {
  const starts = spelling.words.map((_, i) => spelling.words.slice(0, i).join('').length), needsCapital = spelling.capitals.includes(true)
  const key = `${starts.join()} ${needsCapital ? 'A' : 'a'}${loose.looseStart ? '<' : ''}${loose.looseEnd ? '>' : ''} ${lettersOf(spelling)}`
  const phrase = gathered.get(key) ?? { letters: lettersOf(spelling), spaced: spelling.words.join(' '), starts, needsCapital, ...loose, patterns: [] }
  gathered.set(key, phrase)
  if (pattern !== undefined && !phrase.patterns.includes(pattern)) phrase.patterns.push(pattern)
}
