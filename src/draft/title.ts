// What a post is called: the title that somebody gave it, else its first words.
import type { Part } from './part.ts'

const LONGEST = 60
export const UNTITLED = 'New post'

/** The title, for colleagues alone: it is no part of what goes out. */
export function titleFrom(title: string, parts: readonly Part[]): string {
  const given = title.trim()
  if (given !== '') return given
  const words = parts.map(part => part.text.trim()).find(text => text !== '')?.split('\n')[0] ?? ''
  if (words === '') return UNTITLED
  return words.length <= LONGEST ? words : `${words.slice(0, LONGEST).replace(/\s+\S*$/, '')} …`
}
