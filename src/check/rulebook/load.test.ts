// Loading a rulebook: every refusal names the rule and the member, and a rule that does not do what its examples say never loads.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonical, type Json } from '../../core/canonical.ts'
import { reasons } from '../reasons.ts'
import type { RuleDocument } from './document.ts'
import { rule, rulebook, wordsToFind } from './fixture.ts'
import { inspectRulebook, loadRulebook } from './load.ts'

const wrongs = (...rules: readonly RuleDocument[]) => inspectRulebook(rulebook(...rules)).wrong.map(({ id, member, wrong }) => `${id} ${member}: ${wrong}`)
const only = (given: Partial<RuleDocument>, sentence: RegExp) => {
  const all = wrongs(rule(given))
  assert.ok(all.some(wrong => sentence.test(wrong)), `${JSON.stringify(all)} <> ${String(sentence)}`)
}

test('a rulebook that does what its examples say loads', () => {
  const loaded = loadRulebook(rulebook())
  assert.ok(loaded.ok)
  assert.equal(loaded.value.rules.length, 1)
})

test('the document survives its canonical form', () => {
  assert.ok(loadRulebook(JSON.parse(canonical(rulebook() as unknown as Json))).ok)
})

test('a refusal says which rule, which member and what is wrong', () => {
  const refused = loadRulebook(rulebook(rule({ level: 'loud' as 'block' })))
  assert.ok(!refused.ok)
  assert.equal(refused.code, 'RULEBOOK_WRONG')
  assert.equal(reasons.RULEBOOK_WRONG.says(refused.facts), 'The rulebook is not used: TST-01 level is not one of block, check, advise. Correct the rule and load it again.')
})

test('what is no rulebook is refused, whatever it is', () => {
  for (const document of [null, 5, 'x', [], {}, { ...rulebook(), format: 'other/1' }, { ...rulebook(), version: 1 }, { ...rulebook(), more: true }, { ...rulebook(), rules: [null] }, { ...rulebook(), rules: ['x'] }]) assert.equal(loadRulebook(document).ok, false)
})

test('an unknown or a missing member is refused', () => {
  only({ colour: 'red' } as Partial<RuleDocument>, /TST-01 : has a member that is not known: colour/)
  only({ why: undefined } as unknown as Partial<RuleDocument>, /why/)
})

test('a rule without a source does not count', () => only({ cite: [] }, /cite: names no source/))
test('an id is used once', () => assert.match(wrongs(rule(), rule()).join(), /id of an earlier rule/))
test('an id has its form', () => only({ id: 'pol2' }, /id: is not an id/))
test('a kind of finding that is not known is refused', () => only({ find: { kind: 'magic' } as unknown as RuleDocument['find'] }, /find: is of no known kind/))

test('a pattern that cannot be read is refused at its place', () => {
  only({ find: wordsToFind({ match: [{ words: 'law.*', instead: [], says: null }] }) }, /find\.match\[0\]: has a sign/)
  only({ find: wordsToFind({ unless: [{ words: '..2', within: 0 }] }) }, /find\.unless\[0\]: begins or ends with a gap/)
  only({ find: wordsToFind({ near: [{ words: '', within: 0 }] }) }, /find\.near\[0\]\.words: is not words/)
  only({ find: wordsToFind({ lists: { people: [] }, match: [{ words: '<people>', instead: [], says: null }] }) }, /find\.lists\.people: is empty/)
})

test('a list that no pattern uses is refused', () => only({ find: wordsToFind({ lists: { people: ['lawyers'] } }) }, /used by no pattern: people/))
test('a distance of words has bounds', () => only({ find: wordsToFind({ unless: [{ words: 'x', within: 41 }] }) }, /within: is not 0 to 40 words/))

test('fewer than three examples of a kind are too few', () => {
  only({ examples: { flags: ['[[Activist lawyers]].'], passes: rule().examples.passes } }, /examples\.flags: has fewer than 3/)
  only({ examples: { flags: rule().examples.flags, passes: [] } }, /examples\.passes: has fewer than 3/)
})

const flags = (...more: readonly string[]) => ({ examples: { flags: [...rule().examples.flags, ...more], passes: rule().examples.passes } })

test('a span that is not exact is refused', () => {
  only(flags('The [[activist lawyers ]]came.'), /flags\[3\]: is not found at 0:4-21/)
  only(flags('The [[activist]] lawyers came.'), /but at 0:4-20 "activist lawyers"/)
  only(flags('[[Activist lawyers]] and activist lawyers.'), /is found at 0:21-37 "activist lawyers", which it does not mark/)
})

test('an example that flags marks a span, and its marks pair', () => {
  only(flags('Activist lawyers.'), /marks no span/)
  only(flags('[[Activist lawyers.'), /marks no span|do not pair/)
  only({ examples: { flags: rule().examples.flags, passes: ['a ]] b', 'c', 'd'] } }, /do not pair/)
})

test('a near miss that is found is refused', () => {
  only({ examples: { flags: rule().examples.flags, passes: ['Activist lawyers.', 'b', 'c'] } }, /passes\[0\]: is found at 0:0-16/)
  only({ examples: { flags: rule().examples.flags, passes: ['[[Activist lawyers]].', 'b', 'c'] } }, /passes\[0\]: marks a span/)
})

test('an alternative that no example fires is refused, and so is an excuse that excuses nothing', () => {
  only({ find: wordsToFind({ match: [{ words: 'activist (lawyers|solicitors)', instead: [], says: null }] }) }, /no example fires: "solicitors" in/)
  only({ find: wordsToFind({ unless: [{ words: 'museum', within: 'part' }] }) }, /no example fires: "museum"/)
  only({ find: wordsToFind({ match: [...wordsToFind().match, { words: 'never seen', instead: [], says: null }] }) }, /no example fires: "never seen"/)
})

test('an example that is not a post is refused', () => {
  only({ examples: { flags: [...rule().examples.flags, { post: { text: 5 }, whole: [] }], passes: rule().examples.passes } }, /is not a post: text is not a text/)
})
