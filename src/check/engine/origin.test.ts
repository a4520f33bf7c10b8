// Supplied lines: found where their words stand, whole or in part, unless they are cleared for the kind of channel.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { check } from '../check.ts'
import { readPost } from '../post.ts'
import { compileRule } from '../rulebook/compile.ts'
import { rule } from '../rulebook/fixture.ts'

const LINE = 'Coastal towns have waited long enough for a fair hearing.'

function found(input: object): readonly string[] {
  const post = readPost(input)
  assert.ok(post.ok, JSON.stringify(post))
  const ours = rule({ find: { kind: 'origin', suppliers: ['special-adviser', 'minister', 'party'], run: 5 } })
  return check({ id: 'test', version: '1.0', title: 'A rulebook', rules: [compileRule(ours)] }, post.value).findings.map(({ part, start, end, match, says }) => `${part}:${start}-${end} ${match} | ${says}`)
}
const line = (more: object = {}) => ({ lines: [{ text: LINE, supplier: 'special-adviser', ...more }] })

test('a line is found where it stands, whatever its case and signs', () => {
  assert.deepEqual(found({ text: `Fees change. COASTAL towns “have waited” long enough, for a fair hearing!`, ...line() }),
    ['0:13-72 COASTAL towns “have waited” long enough, for a fair hearing | was supplied by a special adviser and is not cleared for this kind of channel'])
})

test('a long enough run of its words is the line', () => {
  assert.match(found({ text: 'We say that towns have waited long enough already.', ...line() })[0]!, /^0:12-41 towns have waited long enough \|/)
})

test('a line whose words are not found stands at the post itself', () => {
  assert.match(found({ text: 'Towns have waited.', ...line() })[0]!, /^0:0-0 {2}\|/)
  assert.match(found({ ...line() })[0]!, /^0:0-0/)
})

test('a short line is found when all of it stands there', () => {
  assert.match(found({ text: 'It is fair for all.', lines: [{ text: 'Fair for all', supplier: 'party' }] })[0]!, /^0:6-18 fair for all \| was supplied by a party/)
})

test('a line that is cleared for the kind of channel is not found, nor is an official’s', () => {
  assert.deepEqual(found({ text: LINE, ...line({ clearedFor: ['departmental'] }) }), [])
  assert.deepEqual(found({ text: LINE, ...line({ supplier: 'official' }) }), [])
  assert.equal(found({ text: LINE, ...line({ clearedFor: ['ministerial'] }) }).length, 1)
  assert.deepEqual(found({ text: LINE, channel: { kind: 'ministerial' }, ...line({ clearedFor: ['ministerial'] }) }), [])
})

test('of several places the longest run is the line', () => {
  assert.match(found({ parts: [{ kind: 'text', text: 'Towns have waited long enough.' }, { kind: 'caption', text: LINE }], ...line() })[0]!, /^1:0-56/)
})

test('a comparison that would take too long is not made', () => {
  assert.match(found({ text: 'a '.repeat(49_999), lines: [{ text: 'a '.repeat(999), supplier: 'party' }] })[0]!, /^0:0-0/)
})
