// A journal as queries read it: a reader over the folded record, with names, working copies and remarks beside it.
import { base64url, utf8 } from '../src/core/bytes.ts'
import { commitmentOf, type Digest } from '../src/core/digest.ts'
import { entryToLeaf } from '../src/core/entry.ts'
import type { ChannelId, PersonId, PostId } from '../src/core/id.ts'
import type { Refusal } from '../src/core/result.ts'
import type { Predicates } from '../src/core/statement.ts'
import { nodeCrypto } from '../src/adapters/crypto/node.ts'
import { loadRulebookFolder } from '../src/adapters/rulebook/read.ts'
import type { Draft, Person, Post, Reader, Sealed, Standing } from '../src/commands/ports.ts'
import { bytesToPackage } from '../src/draft/package.ts'
import type { Part } from '../src/draft/part.ts'
import { withContributors } from '../src/signoff/post-standing.ts'
import { postOf, sendsOf } from '../src/watch/folded.ts'
import type { Asking } from '../src/queries/asking.ts'
import { Journal, rootOf, START, type Wrongly } from './model/journal.ts'
import { ARRIVALS, FIRST, PEOPLE, RULEBOOK, SLUGS, THE_WALL, type Slug } from './people-of-arrivals.ts'

const JOBS: { readonly [Name in Slug]: string } = {
  asha: 'press officer', ben: 'press officer', dora: 'duty editor', priya: 'propriety officer', omar: 'deputy propriety officer', hugh: 'head of news', sol: 'special adviser', ada: 'administrator', ines: 'auditor', cleo: 'press officer', finn: 'duty editor', vera: 'minister',
}
const saltOf = (slug: Slug): string => base64url(nodeCrypto.sha256(utf8(`salt of ${slug}`)))
const RULES = loadRulebookFolder(new URL('../rulebooks/uk-government', import.meta.url).pathname)

/** The department with its people's real names in the record, posts with numbers, and what was said beside signatures. */
export class Department extends Journal {
  readonly persons: Person[] = SLUGS.map(slug => ({ id: PEOPLE[slug].id, name: PEOPLE[slug].name, nameSalt: saltOf(slug), slug: PEOPLE[slug].name.toLowerCase().replace(' ', '-'), job: JOBS[slug] }))
  readonly posts: { readonly id: PostId; readonly author: PersonId; draft: Draft }[] = []
  readonly sealed = new Map<Digest, Sealed>()
  #sealed = 0

  /** The enrolment commits to the name, as the product's does. */
  override enrol(slug: Slug, given: Wrongly & { readonly as?: Partial<Pick<Predicates['enrol'], 'roles' | 'capacity' | 'manager'>> } = {}): Refusal | undefined {
    return super.enrol(slug, { ...given, predicate: { ...given.predicate, name: commitmentOf(nodeCrypto, 'name', saltOf(slug), PEOPLE[slug].name) } })
  }

  /** A draft of somebody's, as a working copy and no more than its first entry in the record. */
  draft(slug: Slug, words: string | readonly Part[] = 'Small boat crossings update', title = ''): PostId {
    const id = this.newPost(), author = PEOPLE[slug].id, parts: readonly Part[] = typeof words === 'string' ? [{ kind: 'text', text: words }] : words
    this.posts.push({ id, author, draft: { title, parts, channels: [THE_WALL] as ChannelId[], window: this.window(), version: 1, savedBy: author, savedAt: this.now } })
    this.stop({ act: 'contribute', person: author }, id)
    return id
  }

  /** A draft that was sent for sign-off. */
  sent(slug: Slug, words = 'Small boat crossings update'): PostId {
    const post = this.draft(slug, words), refusal = this.submit(slug, post, { words })
    if (refusal) throw new Error(`not sent: ${refusal.code}`)
    return post
  }

  numberOf = (post: PostId): number => this.posts.findIndex(({ id }) => id === post) + 1

  seal(value: string): Digest {
    const salt = base64url(nodeCrypto.sha256(utf8(`remark ${++this.#sealed}`))), commitment = commitmentOf(nodeCrypto, 'remark', salt, value)
    this.sealed.set(commitment, { salt, value })
    return commitment
  }

  /** Asks as one of its people. */
  asking(slug: Slug): Asking {
    return { reader: readerOver(this), actor: PEOPLE[slug].id, now: this.now, crypto: nodeCrypto }
  }
}

export const department = (): Department => new Department().begin() as Department

export function readerOver(journal: Department): Reader {
  const { folded } = journal
  const standing: Standing = { people: folded.people, policy: folded.policy, earlierPolicies: folded.earlierPolicies, proposals: folded.proposals, pauses: folded.pauses, first: FIRST.map(slug => PEOPLE[slug].id) }
  const postAt = (at: number): Post | undefined => {
    const kept = journal.posts[at]
    return kept && { id: kept.id, number: at + 1, author: kept.author, begun: START, draft: kept.draft, standing: withContributors(postOf(folded, kept.id), [kept.author]), sends: sendsOf(folded, kept.id), revisions: postOf(folded, kept.id).submission?.revision ?? 0 }
  }
  const entries = journal.entries.map((entry, index) => ({ index, entry, leaf: entryToLeaf(entry), why: journal.refusals[index]?.code ?? null, facts: journal.refusals[index]?.facts ?? {} }))
  return {
    body: async () => ({ id: ARRIVALS, name: 'Department for Arrivals' }),
    standing: async () => standing,
    persons: async () => journal.persons,
    post: async which => (typeof which === 'number' ? postAt(which - 1) : postAt(journal.posts.findIndex(({ id }) => id === which))),
    posts: async most => journal.posts.map((_, at) => postAt(at)!).toReversed().slice(0, most),
    revision: async (post, number) => {
      const packed = [...journal.packages.values()].map(bytesToPackage).find(each => each.post === post && each.revision === number)
      return packed && { v: 1, post, number, act: 'post', parts: packed.parts, channels: packed.channels.map(({ channel }) => channel), window: packed.window, cutBy: PEOPLE.asha.id, cutAt: START, why: 'sent' }
    },
    packageBytes: async digest => journal.packages.get(digest),
    packageOf: async (post, revision) => [...journal.packages].find(([, bytes]) => bytesToPackage(bytes).post === post && bytesToPackage(bytes).revision === revision)?.[0],
    document: async digest => journal.policies.get(digest),
    rulebook: async digest => (digest === RULEBOOK && RULES.ok ? RULES.value.rulebook : undefined),
    entriesOf: async post => entries.filter(({ entry }) => entry.post === post),
    entries: async (from, most) => entries.slice(from, from + most),
    tree: async () => ({ origin: journal.origin, size: entries.length, root: rootOf(entries.length), note: '' }),
    opened: async commitment => journal.sealed.get(commitment),
    judged: async () => undefined,
  }
}
