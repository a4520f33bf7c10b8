// Tests of running the rulebook over a post's parts, for every channel that it goes to.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadRulebookFolder } from '../adapters/rulebook/read.ts'
import { CODE, POLICY, THE_OTHER_WALL, THE_WALL } from '../../test/people-of-arrivals.ts'
import type { Channel } from '../draft/channel.ts'
import { checkWords, stoppedBy } from './check-words.ts'

const loaded = loadRulebookFolder(new URL('../../rulebooks/uk-government', import.meta.url).pathname)
assert.ok(loaded.ok)
const wall = POLICY.channels[THE_WALL]!, other = POLICY.channels[THE_OTHER_WALL]!
const check = (text: string, channels: readonly Channel[] = [wall]) => checkWords({ rulebook: loaded.value.rulebook, rulebookDigest: CODE, parts: [{ kind: 'text', text: 'We answer your questions today.' }, { kind: 'caption', text }], channels, at: null })
const stopped = (text: string) => stoppedBy(check(text), [{ kind: 'text', text: 'We answer your questions today.' }, { kind: 'caption', text }])

test('proper words are stopped by nothing', () => {
  assert.equal(stopped('The ferry runs from nine.'), undefined)
  assert.equal(check('The ferry runs from nine.').verdict, 'pass')
})

test('a blocking finding is named by its words, its place and its rule', () => {
  const refusal = stopped('open to abuse allowing activist lawyers to delay and disrupt returns')
  assert.equal(refusal?.code, 'FINDING_BLOCKS')
  assert.deepEqual([refusal?.facts['words'], refusal?.facts['where'], refusal?.facts['rule']], ['activist lawyers', 'the caption', 'POL-02'])
})

test('a finding that needs an answer stops too, after those that block', () => {
  assert.equal(stopped('Cynical union bosses have refused.')?.code, 'FINDING_UNANSWERED')
  assert.equal(stopped('Cynical union bosses and activist lawyers have refused.')?.code, 'FINDING_BLOCKS')
})

test('words that cannot all be checked are held, never passed', () => {
  const report = check('The ferry runs from nine.')
  assert.equal(stoppedBy({ ...report, held: true }, [])?.code, 'TOO_LONG_TO_CHECK')
})

test('one report serves all channels, and each finding stands in it once', () => {
  const words = 'Activist lawyers delay.'
  assert.deepEqual(check(words, [wall, other]).findings, check(words, [wall]).findings)
  assert.equal(check(words, []).verdict, 'block', 'before a channel is chosen the words are checked all the same')
  assert.equal(check(words).rulebook.digest, CODE)
})

test('a ministerial channel is judged by its own kind, and the strictest of the channels counts', () => {
  const words = 'Activist lawyers delay.', ministerial: Channel = { ...wall, kind: 'ministerial' }
  const alone = check(words, [ministerial]).findings.length
  assert.equal(check(words, [ministerial, wall]).findings.length, Math.max(alone, check(words, [wall]).findings.length))
})

test('words that have no form are a fault of whoever asks: they are refused where they come in', () => {
  assert.throws(() => check('\ud800'), /cannot be checked/)
})
