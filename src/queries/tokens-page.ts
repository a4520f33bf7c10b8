// Which programs may read, check and draft here, as whom, and until when? Administrators see every token, everybody else the ones that work as them.
import { mayMakeTokens, mayRevoke, type Token } from '../commands/token.ts'
import { factsFor, type Asking } from './asking.ts'
import { whoIsWho, type Known } from './known.ts'
import { atOf, fullDayOf, listed, plural } from './words.ts'

export interface TokenLine { readonly id: string; readonly name: string; readonly text: string; readonly state: { readonly text: string; readonly tone: 'ready' | 'stop' | 'quiet' }; readonly mayRevoke: boolean }
export interface TokensPage { readonly lead: string; readonly tokens: readonly TokenLine[]; readonly mayMake: boolean; readonly persons: readonly { readonly id: string; readonly name: string }[] }

/** `all`: every token of the body, the newest first. */
export async function tokensPage(asking: Asking, all: readonly Token[]): Promise<TokensPage> {
  const { reader, now, actor } = asking, facts = factsFor(asking, (await reader.body()).id, await reader.standing(), undefined), known = await whoIsWho(reader), mayMake = mayMakeTokens(facts) === undefined
  const shown = all.filter(({ person }) => mayMake || person === actor), working = shown.filter(token => works(token, now))
  const whose = mayMake ? '' : ' as you'
  return {
    lead: working.length === 0 ? `No program works here${whose}.` : `${plural(working.length, 'token works', 'tokens work')}${whose}. ${working.length === 1 ? 'It' : 'Each'} can draft and check, and can never sign or release.`,
    tokens: shown.map(token => ({ id: token.id, name: token.name, text: textOf(token, known, now), state: stateOf(token, now), mayRevoke: works(token, now) && mayRevoke(facts, token) === undefined })),
    mayMake, persons: known.persons.map(({ id, name }) => ({ id, name })),
  }
}

const works = ({ revoked, until }: Token, now: string): boolean => revoked === null && until > now

const stateOf = (token: Token, now: string): TokenLine['state'] => (token.revoked !== null ? { text: 'Revoked', tone: 'stop' } : works(token, now) ? { text: 'Works', tone: 'ready' } : { text: 'Over', tone: 'quiet' })

function textOf({ person, scopes, madeBy, made, until, lastUsed, revoked, revokedBy }: Token, known: Known, now: string): string {
  const end = revoked === null ? `Until ${fullDayOf(until)}.` : `Revoked by ${known.name(revokedBy)} ${atOf(revoked, now)}.`
  return `To ${listed(scopes)} as ${known.name(person)}. Made by ${known.name(madeBy)} on ${fullDayOf(made)}. ${end} ${lastUsed === null ? 'Never used.' : `Last used ${atOf(lastUsed, now)}.`}`
}
