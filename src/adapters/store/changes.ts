// How each change of a command becomes rows, and its entry a row of intake: in the one transaction that commits both.
import type pg from 'pg'
import { Stale, type Change, type Draft, type Handed } from '../../commands/ports.ts'
import { hexToBytes } from '../../core/bytes.ts'
import { canonicalBytes, type Json } from '../../core/canonical.ts'
import type { OrganisationId } from '../../core/id.ts'
import { titleFrom } from '../../draft/title.ts'
import { revisionToBytes } from '../../draft/revision.ts'
import { seal } from './sealed.ts'

export async function makeChange(client: pg.PoolClient, body: OrganisationId, change: Change): Promise<void> {
  switch (change.change) {
    case 'begin-post':
      await client.query('insert into post (id, body, number, author, title) select $1, $2, coalesce(max(number), 0) + 1, $3, $4 from post', [change.post, body, change.author, nameOf(change.draft)])
      await client.query(`insert into draft (post, body, ${DRAFT}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, [change.post, body, ...draftValues(change.draft)])
      return
    case 'save-draft': {
      const saved = await client.query(
        `update draft set title = $2, parts = $3, channels = $4, window_from = $5, window_until = $6, version = $7, saved_by = $8, saved_at = $9 where post = $1 and version = $10`,
        [change.post, ...draftValues(change.draft), change.over],
      )
      if (saved.rowCount !== 1) throw new Stale('the draft was saved meanwhile')
      await client.query('update post set title = $2 where id = $1', [change.post, nameOf(change.draft)])
      return
    }
    case 'cut-revision': {
      const { revision } = change
      await client.query('insert into revision (post, number, body, bytes, cut_by, cut_at) values ($1, $2, $3, $4, $5, $6)', [revision.post, revision.number, body, Buffer.from(revisionToBytes(revision)), revision.cutBy, revision.cutAt])
      return
    }
    case 'keep-package':
      await client.query('insert into package (body, post, revision, bytes) values ($1, $2, $3, $4)', [body, change.post, change.revision, Buffer.from(change.bytes)])
      return
    case 'keep-document':
      await client.query('insert into document (body, kind, bytes) values ($1, $2, $3) on conflict do nothing', [body, change.kind, Buffer.from(change.bytes)])
      return
    case 'add-person': {
      const { id, name, nameSalt, slug, job } = change.person
      await client.query('insert into person (id, body, name, name_salt, slug, job) values ($1, $2, $3, $4, $5, $6)', [id, body, name, nameSalt, slug, job])
      return
    }
    case 'seal':
      await seal(client as never, { body, field: change.field, salt: change.salt, value: change.value })
      return
    case 'issue-ticket': {
      const { purpose, person, post, digest, detail } = change.ticket
      await client.query('insert into ticket (hash, body, purpose, person, post, digest, detail) values ($1, $2, $3, $4, $5, $6, $7)', [Buffer.from(change.hash), body, purpose, person, post, digest === null ? null : Buffer.from(hexToBytes(digest)), JSON.stringify(detail)])
      return
    }
  }
}

/** By this name the signing origin, which may read no working copy, calls the post. */
const nameOf = ({ title, parts }: Draft): string => titleFrom(title, parts)

const DRAFT = 'title, parts, channels, window_from, window_until, version, saved_by, saved_at'
const draftValues = (draft: Draft): unknown[] => [draft.title, JSON.stringify(draft.parts), draft.channels, draft.window.from, draft.window.until, draft.version, draft.savedBy, draft.savedAt]

/** Puts what was handed over before the keeper. The same statement pressed twice is one row. */
export async function handOver(client: pg.PoolClient, body: OrganisationId, handed: Handed): Promise<void> {
  const said = 'envelope' in handed ? { envelope: handed.envelope } : { post: handed.post, stop: handed.stop }
  await client.query('insert into intake (id, body, bytes) values ($1, $2, $3) on conflict do nothing', [handed.id, body, Buffer.from(canonicalBytes(said as unknown as Json))])
}
