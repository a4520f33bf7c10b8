// How do we check what we post? The promise to the public, made from the policy in force and never more than the invariants give.
import type { Reader } from '../commands/ports.ts'
import type { Layer } from '../signoff/policy.ts'
import { whereOf } from './preview.ts'
import { capital, countOf, plural } from './words.ts'

export interface HowWeCheck {
  readonly promise: string
  readonly steps: readonly { readonly title: string; readonly text: string }[]
  readonly exceptions: string
  readonly limits: string
  readonly accounts: readonly string[]
  readonly figures: readonly { readonly name: string; readonly text: string }[]
}

const MOST = 500
const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five'] as const

/** For anybody, with nobody's name in it. Before a policy is in force there is nothing to promise. */
export async function howWeCheck(reader: Reader): Promise<HowWeCheck> {
  const { policy } = await reader.standing()
  if (!policy) return { promise: 'Nothing can be posted here yet: no rules are in force.', steps: [], exceptions: '', limits: '', accounts: [], figures: [] }
  const { document } = policy, rulebook = await reader.rulebook(document.rulebook), used = new Set(Object.values(document.channels).map(({ route }) => route))
  const layers = Object.entries(document.routes).filter(([name]) => used.has(name)).map(([, route]) => route.layers), fewest = Math.min(...layers.map(people))
  const posts = await reader.posts(MOST), live = posts.filter(({ sends }) => Object.values(sends.sends).some(({ outcome }) => outcome === 'sent'))
  return {
    promise: promiseOf(fewest),
    steps: [
      { title: 'Everyone knows the Civil Service Code', text: 'Each person who sends, signs or releases posts has an understanding of it for their own job on record: confirmed by their manager after a talk, and for the first two people attested at the beginning.' },
      { title: `The words are checked against ${plural(rulebook?.rules.length ?? 0, 'rule')}`, text: 'Every word counts: captions, subtitles and alt text too. A post that a rule blocks cannot be sent, and the program that sends runs the check once more.' },
      ...longest(layers).map(layer => ({ title: `${capital(layer.title)}: ${plural(layer.count, 'person signs', 'people sign')}`, text: 'Somebody who wrote none of it and has not signed it already. Special advisers, ministers and administrators cannot.' })),
      { title: 'Only then is it released', text: 'Releasing is an act of its own, signed by somebody who wrote none of it. What goes out is exactly what they signed. We read it back to make sure.' },
    ],
    exceptions: 'There are none here: no post takes a shorter way, and nobody can release one in an emergency without these signatures.',
    limits: 'The checker finds known words and applies written rules. It cannot tell whether a joke is fair or a picture is kind. People decide that, and sign for it.',
    accounts: Object.values(document.channels).map(channel => `${channel.name}, ${whereOf(channel)}`),
    figures: [{ name: 'Posts that went out', text: countOf(live.length) }, { name: 'Posts that were withdrawn or stand refused', text: countOf(posts.filter(({ standing }) => standing.ended?.why === 'withdrawn' || standing.refusals.length > 0).length) }],
  }
}

const people = (layers: readonly Layer[]): number => layers.reduce((sum, { count }) => sum + count, 0)
const longest = (all: readonly (readonly Layer[])[]): readonly Layer[] => all.toSorted((a, b) => people(b) - people(a))[0] ?? []

/** Said of the shortest route in use, so that it is true of every post. */
const promiseOf = (fewest: number): string => fewest === 1
  ? 'We let nothing out through this system until an official who wrote none of it has signed it, and it has been released by a further signature.'
  : `We let nothing out through this system until ${NUMBERS[fewest] ?? countOf(fewest)} officials who wrote none of it have signed it, and it has been released by a further signature.`
