// What commands and queries read, from PostgreSQL: rows into the shapes of the ports, and nothing decided on the way.
import type pg from 'pg'
import { loadRulebook, type Rulebook } from '../../check/rulebook/load.ts'
import { parseCanonical } from '../../core/canonical.ts'
import { base64ToBytes, hex, hexToBytes } from '../../core/bytes.ts'
import type { Digest } from '../../core/digest.ts'
import type { ChannelId, OrganisationId, PersonId, PostId } from '../../core/id.ts'
import { instantOf } from '../../core/instant.ts'
import type { Facts } from '../../core/result.ts'
import type { Draft, Person, Post, Reader, RecordedEntry, SignedTree, Standing } from '../../commands/ports.ts'
import type { Part } from '../../draft/part.ts'
import { bytesToRevision } from '../../draft/revision.ts'
import { emptyPeople } from '../../people/standing.ts'
import { nothingSent, type SendStanding } from '../../publish/send-standing.ts'
import { newPost, withContributors, type PostStanding } from '../../signoff/post-standing.ts'
import { open } from './sealed.ts'

const NOTHING: Standing = { people: emptyPeople(), policy: null, earlierPolicies: {}, proposals: [], pauses: [], first: [] }
const rulebooks = new Map<Digest, Rulebook>()

/** `drafts`: whether this role may read working copies; the signing origin may not, and needs none. */
export function readerOver(client: pg.PoolClient, body: OrganisationId, drafts: boolean): Reader {
  const one = async <Row>(text: string, values: readonly unknown[] = []): Promise<Row | undefined> => (await client.query(text, values as unknown[])).rows[0] as Row | undefined
  const all = async <Row>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> => (await client.query(text, values as unknown[])).rows as Row[]
  const select = drafts ? POSTS_WITH_DRAFTS : POSTS
  const reader: Reader = {
    body: async () => (await one<{ id: OrganisationId; name: string }>('select id, name from body where id = $1', [body]))!,
    standing: async () => (await one<{ value: Standing }>("select value from folded where kind = 'standing' and id = 'now'"))?.value ?? NOTHING,
    persons: async () => (await all<PersonRow>('select id, name, name_salt, slug, job from person order by name collate "C"')).map(rowToPerson),
    post: async which => {
      const row = await one<PostRow>(`${select} where ${typeof which === 'number' ? 'post.number' : 'post.id'} = $1`, [which])
      return row && rowToPost(row)
    },
    posts: async most => (await all<PostRow>(`${select} order by post.number desc limit $1`, [most])).map(rowToPost),
    revision: async (post, number) => {
      const row = await one<{ bytes: Uint8Array }>('select bytes from revision where post = $1 and number = $2', [post, number])
      return row && bytesToRevision(new Uint8Array(row.bytes))
    },
    packageBytes: async digest => bytesOf(await one('select bytes from package where digest = $1', [Buffer.from(hexToBytes(digest))])),
    packageOf: async (post, revision) => {
      const row = await one<{ digest: Uint8Array }>('select digest from package where post = $1 and revision = $2 limit 1', [post, revision])
      return row && (hex(row.digest) as Digest)
    },
    document: async digest => bytesOf(await one('select bytes from document where digest = $1', [Buffer.from(hexToBytes(digest))])),
    rulebook: digest => rulebookOf(reader, digest),
    entriesOf: async post => (await all<EntryRow>(`${ENTRIES} where entry.post = $1 order by entry.index`, [post])).map(rowToEntry),
    entries: async (from, most) => (await all<EntryRow>(`${ENTRIES} where entry.index >= $1 order by entry.index limit $2`, [from, most])).map(rowToEntry),
    tree: async () => {
      const row = await one<{ note: string }>('select note from checkpoint order by size desc limit 1')
      return row && noteToTree(row.note)
    },
    opened: commitment => open(client as never, commitment),
    judged: async intake => {
      const row = await one<{ index: string; why: string | null; facts: Facts | null }>('select index, why, facts from judged where intake = $1', [intake])
      return row && { index: Number(row.index), why: row.why, facts: row.facts ?? {} }
    },
  }
  return reader
}

const ENTRIES = 'select entry.index, entry.leaf, judged.why, judged.facts from entry left join judged on judged.body = entry.body and judged.intake = entry.intake'
// Each post's standing by its key: joined as a table without statistics it would be compared with every post.
const COLUMNS = "post.id, post.number, post.author, post.title, post.created, (select folded.value from folded where folded.body = post.body and folded.kind = 'post' and folded.id = post.id::text) as folded, (select coalesce(max(number), 0) from revision where revision.post = post.id) as revisions"
const POSTS = `select ${COLUMNS} from post`
const POSTS_WITH_DRAFTS = `select ${COLUMNS}, draft.title as draft_title, draft.parts, draft.channels, draft.window_from, draft.window_until, draft.version, draft.saved_by, draft.saved_at from post join draft on draft.post = post.id`

interface PersonRow { readonly id: PersonId; readonly name: string; readonly name_salt: string; readonly slug: string; readonly job: string }
interface EntryRow { readonly index: string; readonly leaf: Uint8Array; readonly why: string | null; readonly facts: Facts | null }
interface PostRow {
  readonly id: PostId; readonly number: number; readonly author: PersonId; readonly title: string; readonly created: Date; readonly revisions: number
  readonly folded: { readonly standing: PostStanding; readonly sends: SendStanding } | null
  readonly draft_title?: string; readonly parts?: readonly Part[]; readonly channels?: readonly ChannelId[]; readonly window_from?: Date; readonly window_until?: Date
  readonly version?: number; readonly saved_by?: PersonId; readonly saved_at?: Date
}

const bytesOf = (row: unknown): Uint8Array | undefined => (row === undefined ? undefined : new Uint8Array((row as { bytes: Uint8Array }).bytes))
const rowToPerson = ({ id, name, name_salt: nameSalt, slug, job }: PersonRow): Person => ({ id, name, nameSalt, slug, job })
const rowToEntry = ({ index, leaf, why, facts }: EntryRow): RecordedEntry => ({ index: Number(index), leaf: new Uint8Array(leaf), why, facts: facts ?? {} })

/** Whoever began a post bars themself at once, even before the keeper has folded the entry that says so. */
function rowToPost(row: PostRow): Post {
  const standing = withContributors(row.folded?.standing ?? newPost(row.id), [row.author])
  return { id: row.id, number: row.number, author: row.author, begun: instantOf(row.created.getTime()), draft: rowToDraft(row), standing, sends: row.folded?.sends ?? nothingSent(), revisions: Number(row.revisions) }
}

const rowToDraft = (row: PostRow): Draft => ({
  title: row.draft_title ?? row.title, parts: row.parts ?? [], channels: row.channels ?? [],
  window: { from: instantOf((row.window_from ?? row.created).getTime()), until: instantOf((row.window_until ?? row.created).getTime()) },
  version: row.version ?? 0, savedBy: row.saved_by ?? row.author, savedAt: instantOf((row.saved_at ?? row.created).getTime()),
})

/** Origin, size and root as the signed note says them; the signature is checked by whoever relies on it. */
function noteToTree(note: string): SignedTree {
  const [origin, size, root] = note.split('\n')
  return { origin: origin!, size: Number(size), root: hex(base64ToBytes(root!)) as Digest, note }
}

async function rulebookOf(reader: Pick<Reader, 'document'>, digest: Digest): Promise<Rulebook | undefined> {
  const kept = rulebooks.get(digest)
  if (kept) return kept
  const bytes = await reader.document(digest)
  const loaded = bytes && loadRulebook(parseCanonical(bytes))
  if (!loaded?.ok) return undefined
  rulebooks.set(digest, loaded.value)
  return loaded.value
}
