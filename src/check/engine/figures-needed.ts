// What a pattern with figures needs somewhere in a text: looked for by itself, since no phrase gives a figure away.
import type { Pattern } from '../rulebook/pattern.ts'

/** Bits: any figure, a large one, a sum of money. */
const FIGURE = 1, LARGE = 2, MONEY = 4

export function figuresNeeded({ elements }: Pattern): number {
  return elements.reduce((needs, element) => needs | (element.kind !== 'sort' ? 0 : element.sort === 'money' ? MONEY : element.sort === 'large' ? LARGE : element.sort === 'handle' ? 0 : FIGURE), 0)
}

/** Never false where the readers of figures would find one; a sign beyond ASCII may be a figure in another dress. */
export function mayHoldFigures(text: string, needs: number): boolean {
  if (BEYOND.test(text)) return true
  return ((needs & FIGURE) === 0 || ANY.test(text)) && ((needs & LARGE) === 0 || GREAT.test(text)) && ((needs & MONEY) === 0 || text.includes('$'))
}

const BEYOND = /[^\0-\u007f\u2013\u2014\u2018\u2019\u201c\u201d\u2026]/
const ANY = /[0-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|twenty|ty|hundred|thousand|half|illion/i
const GREAT = /[0-9]|hundred|thousand|illion/i
