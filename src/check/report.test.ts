// What a finding and a report are known by.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import type { Digest } from '../core/digest.ts'
import { check } from './check.ts'
import { readPost } from './post.ts'
import { findingDigest, findingKey, reportDigest, reportToJson, withDigests, type Finding, type Report } from './report.ts'
import { compileRule } from './rulebook/compile.ts'
import { rule } from './rulebook/fixture.ts'

function report(text: string, because = 'Because.'): Report {
  const post = readPost({ text })
  assert.ok(post.ok)
  return check({ id: 'test', version: '1.0', title: 'A rulebook', rules: [compileRule(rule({ why: because }))] }, post.value)
}
const first = (text: string, because?: string): Finding => report(text, because).findings[0]!

test('a finding is known by its rule, its place and its words, whatever its explanation says', () => {
  assert.deepEqual(findingKey(first('So activist lawyers came')), { rule: 'TST-01', part: 0, medium: null, start: 3, end: 19, match: 'activist lawyers' })
  const digest = findingDigest(nodeCrypto, first('So activist lawyers came'))
  assert.equal(findingDigest(nodeCrypto, first('So activist lawyers went', 'Otherwise.')), digest)
  assert.notEqual(findingDigest(nodeCrypto, first('So, activist lawyers came')), digest)
  assert.notEqual(findingDigest(nodeCrypto, first('So Activist lawyers came')), digest)
})

test('the rulebook’s digest is added by the caller and is part of what is digested', () => {
  const bare = report('activist lawyers'), digest = '0'.repeat(64) as Digest
  assert.deepEqual(withDigests(bare, { rulebook: digest }).rulebook, { id: 'test', version: '1.0', digest })
  assert.notEqual(reportDigest(nodeCrypto, withDigests(bare, { rulebook: digest })), reportDigest(nodeCrypto, bare))
})

test('a report survives being written as JSON', () => {
  const whole = report('activist lawyers')
  assert.deepEqual(reportToJson(whole), whole)
})
