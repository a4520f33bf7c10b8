// What a post is called on every page.
import type { Draft } from '../commands/ports.ts'
import { titleFrom } from '../draft/title.ts'

export const titleOf = ({ draft }: { readonly draft: Pick<Draft, 'title' | 'parts'> }): string => titleFrom(draft.title, draft.parts)
