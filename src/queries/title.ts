// What a post is called: its title, else its first words.
import type { Draft } from '../commands/ports.ts'

const LONGEST = 60

export function titleOf({ draft }: { readonly draft: Pick<Draft, 'title' | 'parts'> }): string {
  const given = draft.title.trim()
  if (given !== '') return given
  const words = draft.parts.map(part => part.text.trim()).find(text => text !== '')?.split('\n')[0] ?? ''
  return words === '' ? 'New post' : words.length <= LONGEST ? words : `${words.slice(0, LONGEST).replace(/\s+\S*$/, '')} …`
}
