// Tests of lifting a pause, and of what a suspension puts back.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { later, MINUTE } from '../core/instant.ts'
import { Journal } from '../../test/model/journal.ts'
import { CODE, PEOPLE } from '../../test/people-of-arrivals.ts'

const code = (refusal: { readonly code: string } | undefined): string | undefined => refusal?.code
function paused() {
  const journal = new Journal().begin()
  assert.equal(code(journal.stop({ act: 'pause', person: PEOPLE.sol.id, reason: null })), undefined)
  return { journal, entry: journal.entries.length - 1, running: () => journal.folded.pauses.filter(({ lifted }) => lifted === null).length }
}

test('invariants 15 and 18: anyone pauses; only who may pause lifts, and no administrator', () => {
  const { journal, entry, running } = paused()
  assert.equal(code(journal.lift('ada', 'pause', entry)), 'ADMINISTRATOR_CANNOT_SIGN')
  assert.equal(code(journal.lift('vera', 'pause', entry)), 'ADVISER_CANNOT_SIGN')
  assert.equal(code(journal.lift('dora', 'pause', entry)), 'RIGHT_MISSING')
  assert.equal(running(), 1)
  assert.equal(code(journal.lift('omar', 'pause', entry)), undefined)
  assert.equal(running(), 0)
  assert.equal(code(journal.lift('omar', 'pause', entry)), 'NOTHING_TO_LIFT')
})

test('a lift names the very pause, and one pause lifted leaves another', () => {
  const { journal, entry, running } = paused()
  journal.stop({ act: 'pause', person: PEOPLE.ben.id, reason: null })
  assert.equal(code(journal.lift('hugh', 'pause', entry, { subject: CODE })), 'NOTHING_TO_LIFT')
  assert.equal(code(journal.lift('hugh', 'pause', entry - 1)), 'NOTHING_TO_LIFT')
  assert.equal(code(journal.lift('hugh', 'refusal', entry)), 'NOTHING_TO_LIFT')
  assert.equal(code(journal.lift('hugh', 'pause', entry)), undefined)
  assert.equal(running(), 1)
})

test('invariants 5 and 15: a pause stands again when the key that lifted it was suspended before, and stays when the key is reinstated', () => {
  const { journal, entry, running } = paused()
  journal.wait(MINUTE)
  journal.lift('omar', 'pause', entry)
  journal.stop({ act: 'suspend', person: PEOPLE.asha.id, credential: journal.keyOf('omar').credential, since: later(journal.now, -1) })
  assert.equal(running(), 1)
  const suspension = journal.entries.length - 1
  for (const slug of ['hugh', 'priya'] as const) assert.equal(code(journal.reinstate(slug, journal.keyOf('omar'), suspension)), undefined)
  assert.equal(running(), 1)
  assert.equal(code(journal.lift('omar', 'pause', entry)), undefined)
  assert.equal(running(), 0)
})
