// What changed between two versions of a post?
import { done, refuse, type Result } from '../core/result.ts'
import { differenceOf } from '../draft/difference.ts'
import type { Asking } from './asking.ts'
import type { MarkedPiece } from './preview.ts'
import { titleOf } from './title.ts'
import { capital, listed } from './words.ts'

export interface VersionsPage { readonly number: number; readonly title: string; readonly from: number; readonly to: number; readonly lead: string; readonly changed: readonly { readonly name: string; readonly change: string; readonly pieces: readonly MarkedPiece[] }[]; readonly same: string }

export async function versionsPage({ reader }: Asking, number: number, from: number, to: number): Promise<Result<VersionsPage>> {
  const post = await reader.post(number)
  if (!post) return refuse('POST_NOT_THERE')
  const before = await reader.revision(post.id, from), after = await reader.revision(post.id, to)
  if (!before || !after) return refuse('VERSION_NOT_THERE')
  const { changed, same } = differenceOf(before.parts, after.parts)
  const settings = [...(before.channels.join() === after.channels.join() ? [] : ['where it goes to']), ...(before.window.from === after.window.from && before.window.until === after.window.until ? [] : ['when it may go out'])]
  const lead = changed.length === 0 && settings.length === 0 ? 'These two versions are the same.' : `${capital(listed([...changed.map(({ name }) => name), ...settings]))} changed.`
  return done({
    number, title: titleOf(post), from, to, lead, same: same.length === 0 ? '' : `Everything else is the same, byte for byte: ${listed(same)}.`,
    changed: changed.map(({ name, change, pieces }) => ({ name: capital(name), change, pieces: pieces.map(({ kind, text }) => (kind === 'same' ? { text } : { text, mark: kind })) })),
  })
}
