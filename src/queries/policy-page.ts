// Which rules are in force, and which change waits for a second person?
import type { Facts } from '../commands/facts.ts'
import { may } from '../commands/may.ts'
import { canonicalBytes, type Json } from '../core/canonical.ts'
import { utf8ToText } from '../core/bytes.ts'
import { digestOf, type Digest } from '../core/digest.ts'
import { bytesToPolicy, type Policy } from '../signoff/policy.ts'
import { factsFor, type Asking } from './asking.ts'
import { whoIsWho, type Known } from './known.ts'
import { whereOf } from './preview.ts'
import { RIGHT_WORDS } from './right-words.ts'
import { capital, digestWords, fullDayOf, listed, plural } from './words.ts'

export interface PolicyWords { readonly digest: string; readonly facts: readonly { readonly name: string; readonly text: string }[]; readonly roles: readonly { readonly title: string; readonly may: string }[]; readonly routes: readonly { readonly title: string; readonly text: string }[]; readonly json: string }
export interface Proposed { readonly by: string; readonly words: PolicyWords; readonly document: string; readonly mayApprove: boolean; readonly why: string | null }
export interface PolicyPage { readonly lead: string; readonly inForce: PolicyWords | null; readonly proposed: readonly Proposed[]; readonly mayChange: boolean }

/** `starter` is the policy with which a body begins, offered while none is in force. */
export async function policyPage(asking: Asking, starter: Policy | undefined): Promise<PolicyPage> {
  const { reader } = asking, known = await whoIsWho(reader), facts = factsFor(asking, (await reader.body()).id, await reader.standing(), undefined)
  const { policy, proposals } = facts.standing, mayChange = may('change-policy', facts) === undefined
  const waiting = await Promise.all(proposals.map(async proposal => ({ proposal, bytes: await reader.document(proposal.digest) })))
  const proposed = waiting.flatMap(({ proposal, bytes }) => (bytes ? [proposedOf(facts, known, asking, bytesToPolicy(bytes), `${known.introduced(proposal.by)}, proposed this.`, proposal.by !== asking.actor)] : []))
  const begin = !policy && starter && proposals.length === 0 ? [proposedOf(facts, known, asking, starter, 'The starter policy of this body. The first two people sign it, and it is in force.', true)] : []
  return {
    lead: policy ? `This policy has been in force since ${fullDayOf(policy.from)}. Every change is signed by two people.` : 'No policy is in force yet. The first two people sign the starter policy.',
    inForce: policy ? wordsOf(asking, known, policy.document) : null, proposed: [...proposed, ...begin], mayChange,
  }
}

function proposedOf(facts: Facts, known: Known, asking: Asking, document: Policy, by: string, second: boolean): Proposed {
  const barred = may('change-policy', facts)
  const why = barred ? 'You do not have the right to change policy.' : second ? null : 'You proposed this change, so somebody else must approve it.'
  return { by, words: wordsOf(asking, known, document), document: JSON.stringify(document), mayApprove: why === null, why }
}

function wordsOf({ crypto }: Asking, known: Known, policy: Policy): PolicyWords {
  const bytes = canonicalBytes(policy as unknown as Json)
  return {
    digest: digestOf(crypto, bytes),
    facts: [
      { name: 'Channels', text: Object.values(policy.channels).map(channel => `${channel.name}, ${whereOf(channel)} (${channel.kind}), on the ${policy.routes[channel.route]!.title.toLowerCase()}`).join('; ') || 'None' },
      { name: 'Rulebook', text: `sha256 ${digestWords(policy.rulebook)}` },
      { name: 'Code', text: `sha256 ${digestWords(policy.code.digest)}; a confirmation lasts ${plural(policy.code.days, 'day')}` },
      { name: 'Who may lift a refusal', text: listed(policy.arbiters.map(person => known.introduced(person))) || 'Only whoever refused' },
    ],
    roles: Object.values(policy.roles).map(({ title, rights }) => ({ title: capital(title), may: capital(listed(rights.map(right => RIGHT_WORDS[right] ?? right))) || 'Nothing by itself' })),
    routes: Object.values(policy.routes).map(({ title, layers, clearanceHours }) => ({ title, text: `${capital(listed(layers.map(layer => `${layer.title}, ${plural(layer.count, 'person', 'people')}`)))}; at the same time. A clearance lasts ${plural(clearanceHours, 'hour')}.` })),
    json: JSON.stringify(JSON.parse(utf8ToText(bytes)), undefined, 2),
  }
}

/** The proposals that the asker may second. */
export const proposalsToApprove = (facts: Facts, known: Known): readonly { readonly digest: Digest; readonly by: string }[] =>
  may('change-policy', facts) ? [] : facts.standing.proposals.filter(({ by }) => by !== facts.actor).map(({ digest, by }) => ({ digest, by: `${known.introduced(by)}, proposed it.` }))
