// Whose key is about to be suspended, and what would stop counting?
import { may } from '../commands/may.ts'
import { done, type Result } from '../core/result.ts'
import { factsFor, type Asking } from './asking.ts'
import { whoIsWho } from './known.ts'
import { digestWords } from './words.ts'

export interface SuspendPage { readonly credential: string; readonly name: string; readonly href: string; readonly digest: string; readonly own: boolean }

export async function suspendPage(asking: Asking, credential: string): Promise<Result<SuspendPage>> {
  const { reader, actor } = asking, standing = await reader.standing(), facts = factsFor(asking, (await reader.body()).id, standing, undefined), barred = may('suspend-key', facts, { credential })
  if (barred) return barred
  const key = standing.people.keys[credential]!
  return done({ credential, ...(await whoIsWho(reader)).named(key.person), digest: digestWords(key.digest), own: key.person === actor })
}
