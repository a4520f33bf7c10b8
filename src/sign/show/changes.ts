// What changed since this person last judged the post: the version that they signed or returned, beside the one that waits now.
import type { Post, Reader } from '../../commands/ports.ts'
import { payloadOf } from '../../core/dsse.ts'
import { leafToEntry } from '../../core/entry.ts'
import type { Digest } from '../../core/digest.ts'
import type { PersonId } from '../../core/id.ts'
import { bytesToStatement } from '../../core/statement.ts'
import { differenceOf, type PartDifference } from '../../draft/difference.ts'
import { bytesToPackage, type Package } from '../../draft/package.ts'
import { capital, listed, momentOf } from '../../queries/words.ts'

interface Judged { readonly digest: Digest; readonly revision: number; readonly decision: 'approve' | 'return' | 'refuse'; readonly said: string; readonly remark: Digest | null }

/** `parts` holds the pieces of each changed part; `same` is the sentence about everything else. */
export interface Changes { readonly heading: string; readonly intro: string; readonly parts: readonly object[]; readonly same: string }

/** Nothing when the person never judged another version of it. */
export async function changesSince(reader: Reader, post: Post, person: PersonId, packed: Package, digest: Digest): Promise<Changes | undefined> {
  const last = (await judgedBy(reader, post, person)).findLast(judged => judged.digest !== digest)
  const bytes = last && (await reader.packageBytes(last.digest))
  if (!last || !bytes) return undefined
  const before = bytesToPackage(bytes), { changed, same } = differenceOf(before.parts, packed.parts)
  const remark = last.remark === null ? undefined : (await reader.opened(last.remark))?.value
  const moved = before.window.from !== packed.window.from || before.window.until !== packed.window.until
  const did = { approve: 'signed', return: 'returned', refuse: 'refused' }[last.decision]
  return {
    heading: `What changed since you ${did} it`,
    intro: `You ${did} version ${last.revision} at ${momentOf(last.said)}${remark ? `: “${remark}”` : '.'} This is version ${packed.revision}.`,
    parts: changed.map(shown), same: sameSentence(same, moved, changed.length > 0),
  }
}

const shown = ({ name, change, pieces }: PartDifference): object => ({ name: capital(name.replace(/^the /, '')), change, pieces: pieces.map(({ kind, text }) => (kind === 'same' ? { text } : { text, mark: kind })) })

function sameSentence(same: readonly string[], moved: boolean, changed: boolean): string {
  const time = moved ? 'The time in which it may go out changed too: look at it above. ' : ''
  if (!changed && !moved) return 'Nothing changed: every word is the same, byte for byte. It was sent again, so it is signed again.'
  return same.length === 0 ? time.trim() : `${time}Nothing else changed: ${listed(same)} ${same.length === 1 ? 'is' : 'are'} the same, byte for byte.`
}

async function judgedBy(reader: Reader, post: Post, person: PersonId): Promise<readonly Judged[]> {
  const judged: Judged[] = []
  for (const { leaf, why } of await reader.entriesOf(post.id)) {
    const entry = leafToEntry(leaf)
    if (why !== null || entry.kind !== 'statement') continue
    const { kind, subject, predicate } = bytesToStatement(payloadOf(entry.envelope))
    if (kind === 'sign-off' && predicate.person === person) judged.push({ digest: subject.digest, revision: predicate.revision, decision: predicate.decision, said: entry.said, remark: predicate.remark })
  }
  return judged
}
