// What became of a line in a post, for whoever supplied it: used, reworded or left.
import type { FoundLine, How } from './find-lines.ts'
import type { LineId } from './line.ts'

/** "used": its words stand there, exactly or lightly edited. "reworded": part of them, or words close to them. "left": none. */
export type Fate = 'used' | 'reworded' | 'left'

/** `parts` are the parts of the post in which words of it stand, in order. */
export interface LineFate { readonly fate: Fate; readonly parts: readonly number[] }

const FATES: { readonly [Found in How]: Fate } = { exact: 'used', light: 'used', partial: 'reworded', near: 'reworded' }

/** The fate of one line, by what was found in the post as it stands. */
export function fateOf(line: LineId, found: readonly FoundLine[]): LineFate {
  const own = found.filter(each => each.line === line), fates = own.map(({ how }) => FATES[how])
  const fate = (['used', 'reworded'] as const).find(each => fates.includes(each)) ?? 'left'
  return { fate, parts: [...new Set(own.map(({ part }) => part))].toSorted((a, b) => a - b) }
}
