// Why somebody who might be expected to act cannot, as half a sentence after the name: "wrote part of it".
import type { Refusal } from '../core/result.ts'
import { listed } from './words.ts'
import type { Known } from './known.ts'
import type { WhoCan } from './who-can.ts'

const BECAUSE: { readonly [code: string]: string } = {
  SIGNER_WROTE_IT: 'wrote part of it', RELEASER_WROTE_IT: 'wrote part of it', SIGNER_ALREADY_SIGNED: 'has signed it already', ADVISER_CANNOT_SIGN: 'is a special adviser or minister', ADMINISTRATOR_CANNOT_SIGN: 'is an administrator',
  UNDERSTANDING_MISSING: 'has not declared an understanding of the Code', UNDERSTANDING_WAITS: 'waits for the manager to confirm the understanding of the Code', UNDERSTANDING_RAN_OUT: 'has an understanding of the Code that ran out',
  KEY_MISSING: 'has no signing key yet', REFUSED_STANDS: 'can do so once the refusal is lifted',
}

/** "Asha Quill cannot do it: wrote part of it." One sentence for everyone with the same reason. */
export function cannotSentences({ cannot }: WhoCan, known: Known): readonly string[] {
  const byReason = Map.groupBy(cannot, ({ refusal }) => becauseOf(refusal))
  return [...byReason].map(([because, people]) => `${listed(people.map(({ person }) => known.name(person)))} cannot do it: ${because}.`)
}

const becauseOf = ({ code }: Refusal): string => BECAUSE[code] ?? 'may not do it here'
