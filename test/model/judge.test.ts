// The verifier judges keys by code of its own: over the model's records it must agree with the fold on which statements are by a key that counts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import { trustedAnchor } from '../../src/record/verify/anchor.ts'
import { Judge } from '../../src/record/verify/judge.ts'
import { SIGNING_PLACE } from '../soft-passkey.ts'
import { actAtRandom } from './acts.ts'
import { Journal } from './journal.ts'

const SEED = Number(process.env['MODEL_SEED'] ?? 2020), RUNS = 30, STEPS = 110

/** For each reason of the fold that is about keys, what the verifier says; of all else it says that the statement stands. */
const ALIKE: { readonly [code: string]: readonly string[] } = {
  FORM: ['STATEMENT_FORM'], KEY_KNOWN: ['KEY_ENROLLED_BEFORE'], KEY_NOT_ITS_OWN: ['KEY_NOT_ITSELF'], KEY_NOT_VOUCHED: ['SIGNED_BEFORE_VOUCHED'], KEY_OF_ANOTHER: ['SIGNED_WITH_ANOTHERS_KEY'], KEY_SUSPENDED: ['SIGNED_WHILE_SUSPENDED'],
  KEY_UNKNOWN: ['SIGNED_WITH_UNKNOWN_KEY'], NOT_SUSPENDED: ['REINSTATED_NOTHING'], OTHER_KIND: ['STATEMENT_OF_ANOTHER_MAKE'], OTHER_LOG: ['STATEMENT_OF_ANOTHER_LOG'],
  OTHER_POST: ['STATEMENT_OF_ANOTHER_POST'], REPEATED: ['STATEMENT_REPEATED', 'STATEMENT_OF_ANOTHER_POST'], SIGNATURE_OLD: ['STATEMENT_EXPIRED', 'STATEMENT_OF_ANOTHER_POST'], SIGNATURE_WRONG: ['SIGNATURE_WRONG'], VOUCHED_ALREADY: ['VOUCHED_TWICE'],
  VOUCH_FOR_NOTHING: ['VOUCHED_FOR_NOTHING'], VOUCH_FOR_ONESELF: ['VOUCHED_FOR_ONESELF', 'REINSTATED_NOTHING'], VOUCH_NOT_NEEDED: ['VOUCHED_FOR_NOTHING'],
}
/** From here on they may part: the export holds no policy, so the verifier does not know who administers, and which body's it is; nor is it its business how long a statement gave itself. */
const PARTS = ['VOUCHER_NOT_ENTITLED', 'OTHER_BODY', 'EXPIRES_TOO_LATE']

test(`invariant 21: verifier and fold agree on every key over ${RUNS} records (MODEL_SEED=${SEED})`, () => {
  let compared = 0
  for (let run = 0; run < RUNS; run++) {
    const journal = new Journal({ seed: SEED + run, signatures: 'real' }).begin(), posts = [journal.newPost(), journal.newPost()]
    for (let step = 0; step < STEPS; step++) {
      actAtRandom({ journal, posts })
      if (journal.chance.inHundred(30)) journal.wait(60_000)
    }
    compared += compare(journal, `seed ${SEED + run}`)
  }
  assert.ok(compared > RUNS * 60, `only ${compared} statements were compared`)
})

function compare(journal: Journal, where: string): number {
  const judge = new Judge(nodeCrypto, trustedAnchor({ v: 1, origin: journal.origin, logKey: '', ...SIGNING_PLACE, first: journal.given.trust.first }))
  let compared = 0
  for (const [index, entry] of journal.entries.entries()) {
    if (entry.kind === 'stop') judge.stop(index, entry)
    if (entry.kind !== 'statement') continue
    const fold = journal.refusals[index]?.code
    if (fold !== undefined && PARTS.includes(fold)) break
    const judged = judge.judge(index, entry, size => journal.given.rootAt(size) ?? '')
    if (fold === 'OTHER_HISTORY') continue // The fold also means by it that an entry is named before it is there, which the verifier does not ask.
    const says = judged.stands ? 'stands' : judged.code
    const expected = fold === 'ADVISER_CANNOT_SIGN' ? ['stands', 'VOUCHED_BY_ADVISER', 'VOUCHED_FOR_NOTHING', 'REINSTATED_NOTHING'] : fold === undefined ? ['stands'] : ALIKE[fold] ?? (fold.startsWith('SIGNATURE_') ? [fold] : ['stands'])
    assert.ok(expected.includes(says), `${where}, entry ${index}: the fold says ${fold ?? 'it counts'}, the verifier ${says}`)
    compared += 1
  }
  return compared
}
