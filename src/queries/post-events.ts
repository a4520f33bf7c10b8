// What has happened to a post, built from its entries alone: nothing here that could not be rebuilt from the record.
import type { Facts } from '../commands/facts.ts'
import type { Reader } from '../commands/ports.ts'
import type { Digest } from '../core/digest.ts'
import type { Refusal } from '../core/result.ts'
import { roleThen, type Known } from './known.ts'
import { ERASED, type Said } from './read-entry.ts'
import { placeOf } from './why-it-waits.ts'
import { capital, momentOf, secondsOf } from './words.ts'

export interface Event {
  readonly entry: number
  readonly at: string
  readonly title: string
  readonly by: string | null
  readonly lines: readonly string[]
  readonly quoted: string | null
  readonly link?: { readonly href: string; readonly text: string }
  /** Why the act does not count, to be worded by the catalogue. */
  readonly refusal?: Refusal
}

/** A remark's words, by their commitment. */
export type Remarks = ReadonlyMap<Digest, string>

/** Opens every remark that these entries carry. */
export async function remarksOf(reader: Reader, all: readonly Said[]): Promise<Remarks> {
  const commitments = all.flatMap(said => commitmentsIn(said))
  return new Map(await Promise.all(commitments.map(async commitment => [commitment, (await reader.opened(commitment))?.value ?? ERASED] as const)))
}

function commitmentsIn(said: Said): readonly Digest[] {
  const remark = said.kind === 'statement' && said.statement.kind === 'sign-off' ? said.statement.predicate.remark
    : said.kind === 'stop' && (said.stop.act === 'return' || said.stop.act === 'refuse') ? said.stop.remark : null
  return remark === null ? [] : [remark]
}

/** One event an entry, newest first. */
export function eventsOf(facts: Facts, known: Known, all: readonly Said[], remarks: Remarks): readonly Event[] {
  const versions = all.filter(said => said.kind === 'statement' && said.statement.kind === 'submit' && said.why === null)
  return all.map(said => eventOf(facts, known, said, remarks, versions)).toReversed()
}

const DEMO = 'Signed with a demo key.'

function eventOf(facts: Facts, known: Known, said: Said, remarks: Remarks, versions: readonly Said[]): Event {
  const base = { entry: said.index, at: said.said, lines: [] as readonly string[], quoted: null, by: null }
  const refused = said.why === null ? {} : { refusal: { ok: false as const, code: said.why, facts: said.facts } }
  const not = said.why === null ? '' : 'Did not count: '
  switch (said.kind) {
    case 'statement':
      return { ...base, ...refused, ...statementEvent(facts, known, said, remarks, versions, not), ...refused }
    case 'stop':
      return { ...base, ...refused, ...stopEvent(facts, known, said, remarks, not) }
    case 'keeper':
      return { ...base, by: 'Countersign', ...keeperEvent(facts, said.keeper) }
    case 'unreadable':
      return { ...base, ...refused, title: 'Something that could not be read was handed in' }
  }
}

function statementEvent({ standing, post }: Facts, known: Known, { statement, person, demo, index, said }: Extract<Said, { kind: 'statement' }>, remarks: Remarks, versions: readonly Said[], not: string): Pick<Event, 'title' | 'by' | 'lines' | 'quoted'> & Pick<Event, 'link'> {
  const signed = demo ? [DEMO] : []
  const role = 'understanding' in statement.predicate ? roleThen(standing, known, person, statement.predicate.understanding) : known.job(person)
  const by = role === '' ? known.name(person) : `${known.name(person)}, ${role}`
  switch (statement.kind) {
    case 'submit': {
      const { revision } = statement.predicate, before = versions.findLast(version => version.index < index)
      const earlier = before?.kind === 'statement' && before.statement.kind === 'submit' ? before.statement.predicate.revision : undefined
      return { title: `${not}${earlier === undefined ? 'Sent for sign-off' : 'Changed and sent again'}`, by, quoted: null, lines: [`Version ${revision}.`, ...signed], ...(earlier === undefined || !post ? {} : { link: { href: `/posts/${post.number}/versions/${earlier}..${revision}`, text: 'See every change' } }) }
    }
    case 'sign-off': {
      const { layer, decision, remark, revision } = statement.predicate
      const title = { approve: `Signed: ${layerTitle(standing, layer)}`, return: 'Returned', refuse: 'Refused' }[decision]
      return { title: `${not}${title}`, by, quoted: remark === null ? null : remarks.get(remark) ?? ERASED, lines: [`Version ${revision}.`, ...signed] }
    }
    case 'release':
      return { title: `${not}Released`, by, quoted: null, lines: [statement.predicate.at > said ? `For ${momentOf(statement.predicate.at)}.` : 'To go out at once.', ...signed] }
    case 'lift':
      return { title: `${not}Refusal lifted`, by, quoted: null, lines: signed }
    case 'set-aside':
      return { title: `${not}Finding set aside`, by, quoted: null, lines: signed }
    case 'enrol': case 'vouch': case 'declare': case 'confirm': case 'policy': case 'reinstate':
      return { title: `${not}${capital(statement.kind)}`, by, quoted: null, lines: signed }
  }
}

/** The title of a layer in any policy that is known; its short name where none is. */
export function layerTitle(standing: Facts['standing'], id: string): string {
  const policies = [standing.policy?.document, ...Object.values(standing.earlierPolicies)]
  return policies.flatMap(policy => Object.values(policy?.routes ?? {}).flatMap(route => route.layers)).find(layer => layer.id === id)?.title ?? id
}

function stopEvent({ post }: Facts, known: Known, { stop, person }: Extract<Said, { kind: 'stop' }>, remarks: Remarks, not: string): Pick<Event, 'title' | 'by'> & Partial<Event> {
  const by = known.introduced(person)
  switch (stop.act) {
    case 'contribute':
      return { title: person === post?.author ? 'Begun' : 'Edited by a colleague', by }
    case 'edit':
      return { title: `${not}Changed after it was sent`, by, lines: not === '' ? ['What had been signed no longer counts.'] : [] }
    case 'withdraw':
      return { title: `${not}Withdrawn`, by }
    case 'return':
    case 'refuse':
      return { title: `${not}${stop.act === 'return' ? 'Returned' : 'Refused'}`, by, quoted: stop.remark === null ? null : remarks.get(stop.remark) ?? ERASED, lines: ['Attested by the server, not signed.'] }
    case 'pause':
      return { title: 'All posting paused', by }
    case 'suspend':
      return { title: 'A key was suspended', by }
    case 'add-person':
      return { title: `${known.name(stop.added)} was added`, by }
  }
}

function keeperEvent(facts: Facts, keeper: Extract<Said, { kind: 'keeper' }>['keeper']): Pick<Event, 'title' | 'lines'> & Pick<Event, 'refusal'> {
  switch (keeper.kind) {
    case 'receipt': {
      const where = placeOf(facts, keeper.channel)
      const title = { sent: `Out on ${where}`, refused: `Not taken by ${where}`, unknown: `Not known whether it went out on ${where}` }[keeper.outcome]
      return { title, lines: keeper.sentAt === null ? [] : [`Sent at ${secondsOf(keeper.sentAt)}.`] }
    }
    case 'read-back': {
      const where = placeOf(facts, keeper.channel)
      const title = { equal: `Read back on ${where}: the same as approved`, 'equal-under-declared-change': `Read back on ${where}: the same as approved, under a change that the platform declares`, different: `What is live on ${where} differs from what was approved`, gone: `It is no longer on ${where}`, 'cannot-tell': `${capital(where)} could not be read back` }[keeper.sameness]
      return { title, lines: [] }
    }
    case 'held':
      return { title: 'Held: it did not go out', lines: [], refusal: { ok: false, code: keeper.why, facts: {} } }
    case 'begun':
      return { title: 'The record began', lines: [] }
    case 'unreadable':
      return { title: 'Something that could not be read was handed in', lines: [keeper.why] }
  }
}
