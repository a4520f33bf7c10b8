// One entry of the record: in words, then as bytes.
import { hex, utf8ToText } from '../core/bytes.ts'
import { done, refuse, type Refusal, type Result } from '../core/result.ts'
import type { Asking } from './asking.ts'
import { whoIsWho, type Known } from './known.ts'
import { readEntry, type Said } from './read-entry.ts'
import { capital, momentOf } from './words.ts'

export interface EntryWords { readonly index: number; readonly title: string; readonly by: string | null; readonly at: string; readonly counts: boolean; readonly refusal: Refusal | null; readonly signed: string; readonly post: string | null }
export interface EntryPage { readonly words: EntryWords; readonly leaf: string; readonly statement: string | null; readonly post: number | null; readonly size: number; readonly covered: boolean }

export async function entryPage(asking: Asking, index: number): Promise<Result<EntryPage>> {
  const { reader } = asking, recorded = (await reader.entries(index, 1)).find(entry => entry.index === index), tree = await reader.tree()
  if (!recorded) return refuse('ENTRY_NOT_THERE')
  const said = readEntry(recorded), post = said.post === null ? undefined : await reader.post(said.post)
  return done({
    words: entryWords(said, await whoIsWho(reader)), leaf: textOf(recorded.leaf), statement: said.kind === 'statement' ? JSON.stringify(said.statement, undefined, 2) : null,
    post: post?.number ?? null, size: tree?.size ?? 0, covered: index < (tree?.size ?? 0),
  })
}

/** The leaf as text; where it is none, its bytes. */
function textOf(leaf: Uint8Array): string {
  try {
    return utf8ToText(leaf)
  } catch {
    return hex(leaf)
  }
}

const STATEMENTS: { readonly [kind: string]: string } = {
  enrol: 'A signing key was enrolled', vouch: 'A key was vouched for', declare: 'An understanding was declared', confirm: 'An understanding was confirmed', policy: 'A policy was signed', submit: 'A post was sent for sign-off', 'sign-off': 'A post was signed off', 'set-aside': 'A finding was set aside', release: 'A post was released', lift: 'A refusal or a pause was lifted', reinstate: 'A key was reinstated',
}
const STOPS: { readonly [act: string]: string } = {
  contribute: 'Somebody began to write a post', edit: 'A post was changed after it was sent', withdraw: 'A post was withdrawn', refuse: 'A post was refused', return: 'A post was returned', pause: 'All posting was paused', suspend: 'A key was suspended', 'add-person': 'Somebody was added',
}
const KEEPER: { readonly [kind: string]: string } = { begun: 'The record began', unreadable: 'Something that could not be read was handed in', held: 'A post was held', receipt: 'A post was sent', 'read-back': 'A post was read back' }
const DECISIONS = { approve: 'A post was signed off', return: 'A post was returned', refuse: 'A post was refused' } as const

export function entryWords(said: Said, known: Known): EntryWords {
  const base = { index: said.index, at: momentOf(said.said), counts: said.why === null, refusal: said.why === null ? null : { ok: false as const, code: said.why, facts: said.facts }, post: said.post }
  switch (said.kind) {
    case 'statement': {
      const { statement } = said
      return { ...base, title: statement.kind === 'sign-off' ? DECISIONS[statement.predicate.decision] : STATEMENTS[statement.kind]!, by: known.name(said.person), signed: said.demo ? 'Signed with a demo key' : 'Signed with a passkey' }
    }
    case 'stop':
      return { ...base, title: STOPS[said.stop.act]!, by: known.name(said.person), signed: 'Attested by the server, not signed' }
    case 'keeper':
      return { ...base, title: KEEPER[said.keeper.kind]!, by: null, signed: capital('written by the keeper') }
    case 'unreadable':
      return { ...base, at: 'at a time that cannot be read', title: 'An entry that has no known form', by: null, signed: 'Not readable' }
  }
}
