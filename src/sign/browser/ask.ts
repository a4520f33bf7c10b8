// Asks the signing origin from its own page, and waits for the keeper where it is behind.
import type { Reasons } from '../../core/reason.ts'
import type { Facts } from '../../core/result.ts'
import type { After } from '../after.ts'
import { reasons, type SignCode } from '../reasons.ts'

/** What stopped it, in the sentence that the page shows. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}
export const stopped = (code: SignCode, facts: Facts = {}): Stopped => new Stopped((reasons as Reasons)[code]!.says(facts))

const CANNOT_ASK = 'We could not reach the signing address, so nothing has been signed. Look at your connection and try again.'

/** Posts JSON and gives the answer; throws `Stopped` with the sentence of a refusal. */
export async function ask<Answer>(path: string, body: object): Promise<Answer> {
  const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).catch(() => {
    throw new Stopped(CANNOT_ASK)
  })
  const answer = (await response.json().catch(() => ({}))) as { readonly sentence?: string }
  if (!response.ok) throw new Stopped(answer.sentence ?? CANNOT_ASK)
  return answer as Answer
}

type Judged = ({ readonly judged: true } & After) | { readonly judged: false; readonly intake: string; readonly sentence: string }
const AGAIN_AFTER = 1_000

/** Hands in, and asks again until the keeper has judged it. The same press a second time gets the first answer. */
export async function handIn(path: string, body: object, wait: (sentence: string) => void): Promise<After> {
  for (;;) {
    const answer = await ask<Judged>(path, body)
    if (answer.judged) return answer
    wait(answer.sentence)
    while (!(await isJudged(answer.intake))) await new Promise(resolve => setTimeout(resolve, AGAIN_AFTER))
  }
}

const isJudged = (intake: string): Promise<boolean> => fetch(`/judged/${intake}`).then(response => response.status === 200, () => false)
