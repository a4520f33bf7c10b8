// The snapshot: the folded state at a signed size, so that a restart folds only what came later. It is a saving and never evidence.
import { utf8ToText } from '../core/bytes.ts'
import type { Digest } from '../core/digest.ts'
import type { PostId } from '../core/id.ts'
import { DAY, HOUR, later, type Instant } from '../core/instant.ts'
import type { SendStanding } from '../publish/send-standing.ts'
import type { PostStanding } from '../signoff/post-standing.ts'
import type { Folded } from '../watch/folded.ts'
import type { Folder } from './ports.ts'

const FILE = 'snapshot.json'

/** `version` names the code that folded; `root` is the root of the first `size` leaves. */
export interface Snapshot { readonly version: string; readonly size: number; readonly root: Digest; readonly folded: Folded }

/** How long a finished post, and a nonce past its expiry, is kept in full. */
const FINISHED_FOR = DAY, NONCE_FOR = HOUR

/** The snapshot, unless other code folded it or it cannot be read. It must still be held against the signed root. */
export function readSnapshot(folder: Folder, version: string): Snapshot | undefined {
  const bytes = folder.read(FILE)
  if (!bytes) return undefined
  try {
    const kept = JSON.parse(utf8ToText(bytes)) as Snapshot
    return kept.version === version && kept.folded.size === kept.size ? kept : undefined
  } catch {
    return undefined
  }
}

/** Writes it, without what will not be asked for again. If we crash, the old one stands and more is folded. */
export function writeSnapshot(folder: Folder, { folded, ...at }: Snapshot, now: Instant): void {
  folder.write(FILE, JSON.stringify({ ...at, folded: pruned(folded, now) }))
}

/**
 * Leaves out where finished posts stood, but not that they went out, nor where their chains end; and nonces that no row can carry any more:
 * what is handed in again has the id of an entry and is dropped before it is folded.
 */
export function pruned(folded: Folded, now: Instant): Folded {
  const finished = new Set((Object.keys(folded.posts) as PostId[]).filter(post => isFinished(folded.posts[post]!, folded.sends[post], later(now, -FINISHED_FOR))))
  const dead = later(now, -NONCE_FOR)
  return {
    ...folded,
    posts: Object.fromEntries(Object.entries(folded.posts).filter(([post]) => !finished.has(post as PostId))),
    sends: Object.fromEntries(Object.entries(folded.sends).map(([post, sends]) => [post, finished.has(post as PostId) ? { releases: [], sends: sends.sends, held: null } : sends])),
    nonces: Object.fromEntries(Object.entries(folded.nonces).filter(([, expires]) => expires > dead)),
  }
}

/** Whether a post is known only by what was sent of it: its standing was left out of a snapshot. */
export const isPruned = (folded: Folded, post: PostId): boolean => folded.posts[post] === undefined && Object.keys(folded.sends[post]?.sends ?? {}).length > 0

/** Sent on every channel before `before`, and read back. */
function isFinished({ submission }: PostStanding, sends: SendStanding | undefined, before: Instant): boolean {
  if (!submission || !sends) return false
  return submission.channels.every(channel => {
    const send = sends.sends[channel]
    return send?.outcome === 'sent' && send.seen !== null && send.said < before
  })
}
