// The check: the founding case, scope, order, bounds, and what holds for any text at all.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { loadRulebookFolder } from '../adapters/rulebook/read.ts'
import { MOST_FINDINGS, check } from './check.ts'
import { BOUNDS, readPost } from './post.ts'
import { reportDigest, type Report } from './report.ts'
import { compileRule, type Rulebook } from './rulebook/compile.ts'
import type { RuleDocument } from './rulebook/document.ts'
import { rule } from './rulebook/fixture.ts'

const loaded = loadRulebookFolder(fileURLToPath(new URL('../../rulebooks/uk-government', import.meta.url)))
assert.ok(loaded.ok, JSON.stringify(loaded))
const ours = loaded.value.rulebook

function report(input: unknown, rulebook: Rulebook = ours): Report {
  const post = readPost(input)
  assert.ok(post.ok, JSON.stringify(post))
  return check(rulebook, post.value)
}
const withRules = (...rules: readonly Partial<RuleDocument>[]): Rulebook => ({ id: 'test', version: '1.0', title: 'A rulebook', rules: rules.map(given => compileRule(rule(given))) })

const CAPTION = 'open to abuse allowing activist lawyers to delay and disrupt returns'

test('the caption of 2020 is blocked for two words, by one rule, and once', () => {
  const { verdict, findings } = report({ parts: [{ kind: 'text', text: 'Small boat crossings update' }, { kind: 'caption', text: CAPTION }] })
  assert.equal(verdict, 'block')
  assert.deepEqual(findings.map(({ rule, part, start, end, match }) => ({ rule, part, start, end, match })), [{ rule: 'POL-02', part: 1, start: 23, end: 39, match: 'activist lawyers' }])
  assert.deepEqual([findings[0]!.says, findings[0]!.instead[0]], ['disparages people who bring a legal challenge', 'legal challenges'])
})

test('each suggestion mends the caption of 2020', () => {
  for (const caption of [CAPTION, 'The rules are open to abuse, allowing activist lawyers to delay and disrupt returns.', 'The rules let activist lawyers hold up returns.']) {
    const [finding] = report({ text: caption }).findings
    assert.ok(finding && finding.instead.length > 0)
    for (const words of finding.instead) assert.deepEqual(report({ text: caption.slice(0, finding.start) + words + caption.slice(finding.end) }).findings, [], words)
  }
})

test('the words of 2020 are found in every disguise, with their exact place', () => {
  for (const words of ['#ActivistLawyers', 'ACTIVIST  LAWYERS', 'ａｃｔｉｖｉｓｔ lawyers', 'activist\u200blawyers', 'аctivist lаwyers', 'activist\nlawyers', 'act\u00adivist-lawyers']) {
    const [finding, ...more] = report({ text: `Allowing ${words} to delay` }).findings
    assert.equal(more.length, 0)
    assert.equal(finding?.match, words.replace('#', ''), words)
  }
})

test('a text that says nothing wrong passes, and the report says what was not judged', () => {
  assert.deepEqual(report({ text: 'The library opens at nine.', media: [{ kind: 'image' }] }), {
    verdict: 'pass', findings: [], rulebook: { id: 'uk-government', version: '1.0' }, engine: 'countersign-engine/2', held: false,
    notes: ['Without "at" no rule about time was applied.', 'It was not said whether every picture has alt text and every video captions, so that was not judged.'],
  })
  assert.deepEqual(report({ text: 'x', at: '2026-11-22', id: 'p1' }).notes, [])
  assert.equal(report({ id: 'p1' }).id, 'p1')
})

test('somebody else’s words that a post spreads are checked, and a finding says whose they are', () => {
  const spread = report({ act: 'repost', repostOf: { text: CAPTION } }).findings[0]
  assert.deepEqual([spread?.of, spread?.part, spread?.match], ['repostOf', 0, 'activist lawyers'])
  assert.equal(report({ text: 'Read this', links: [{ url: 'https://example.org', title: 'News', text: CAPTION }] }).findings[0]?.part, 2)
  assert.equal(report({ text: 'Read this', links: [{ url: 'https://example.org', title: 'News', text: CAPTION }] }).findings[0]?.of, 'links')
})

test('the words of somebody to whom a post replies are theirs', () => {
  assert.deepEqual(report({ text: 'Thank you.', replyTo: { text: CAPTION } }).findings, [])
  assert.equal(report({ text: 'Thank you.', replyTo: { text: 'x' }, target: { text: CAPTION } }).findings[0]?.part, 2)
})

test('a rule applies where its scope says', () => {
  const scope = rule().scope
  const departmental = withRules({ scope: { ...scope, channels: ['departmental'] } }), captions = withRules({ scope: { ...scope, parts: ['caption'] } }), local = withRules({ scope: { ...scope, jurisdictions: ['uk-local'] } })
  assert.equal(report({ text: CAPTION }, departmental).findings.length, 1)
  assert.equal(report({ text: CAPTION, channel: { kind: 'ministerial' } }, departmental).findings.length, 0)
  assert.deepEqual(report({ parts: [{ kind: 'text', text: CAPTION }, { kind: 'caption', text: CAPTION }] }, captions).findings.map(finding => finding.part), [1])
  assert.equal(report({ text: CAPTION }, local).findings.length, 0)
  assert.equal(report({ text: CAPTION, channel: { jurisdiction: 'uk-local' } }, local).findings.length, 1)
})

test('findings come by part, place and rule', () => {
  const both = withRules({ id: 'TST-02' }, { id: 'TST-01', level: 'advise' })
  const { findings, verdict } = report({ parts: [{ kind: 'text', text: 'activist lawyers, activist lawyers' }, { kind: 'text', text: 'activist lawyers' }] }, both)
  assert.deepEqual(findings.map(({ part, start, rule }) => `${part} ${start} ${rule}`), ['0 0 TST-01', '0 0 TST-02', '0 18 TST-01', '0 18 TST-02', '1 0 TST-01', '1 0 TST-02'])
  assert.equal(verdict, 'block')
})

test('the verdict is the worst level found', () => {
  const verdictAt = (level: 'block' | 'check' | 'advise') => report({ text: CAPTION }, withRules({ level })).verdict
  assert.deepEqual([verdictAt('block'), verdictAt('check'), verdictAt('advise')], ['block', 'check', 'advise'])
})

test('a text that is too long is held: its verdict is never better than check', () => {
  const { verdict, held, notes } = report({ text: 'x'.repeat(BOUNDS.part + 1) })
  assert.deepEqual([verdict, held], ['check', true])
  assert.match(notes.join(' '), /a person must read the rest/)
})

test('more findings than can be listed hold the post', () => {
  const { findings, held, notes } = report({ text: 'activist lawyers. '.repeat(MOST_FINDINGS + 1) })
  assert.deepEqual([findings.length, held], [MOST_FINDINGS, true])
  assert.match(notes.join(' '), /There are 501 findings, and the first 500 are listed/)
})

test('the order of the rules in a rulebook changes no finding', () => {
  const turned = { ...ours, rules: ours.rules.toReversed() }
  const input = { text: 'The Tories have failed. Meddling judges, woke officials: crime is down 50%. Shame on you.' }
  assert.deepEqual(report(input, turned).findings, report(input).findings)
})

const words = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constantFrom('activist lawyers', 'Labour’s plan', '#ActivistLawyers', 'аctivist\u200b lawyers', 'down 50%', 'The Tories failed', '. ', ', ', '“', '😀'))
const text = fc.array(words, { maxLength: 8 }).map(pieces => pieces.join(' ')).filter(whole => whole.isWellFormed())

test('every finding’s place is exact, for any words', () => {
  fc.assert(fc.property(fc.array(text, { maxLength: 3 }), texts => {
    const { findings } = report({ parts: texts.map(each => ({ kind: 'text', text: each })) })
    for (const finding of findings) {
      const slice = texts[finding.part]!.slice(finding.start, finding.end)
      assert.equal(slice, finding.match)
      assert.ok(slice.isWellFormed() && slice.length > 0)
    }
  }), { numRuns: 300 })
})

test('the same post always gives the same report, byte for byte', () => {
  fc.assert(fc.property(text, whole => reportDigest(nodeCrypto, report({ text: whole })) === reportDigest(nodeCrypto, report({ text: whole }))), { numRuns: 100 })
})

test('the check itself never throws, not even on half a letter', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 100 }), fc.string({ maxLength: 20 }), (whole, rest) => {
    const post = readPost({ text: '' })
    assert.ok(post.ok)
    check(ours, { ...post.value, parts: [{ kind: 'text', text: whole + '\udc00' + rest + '\ud800' }] })
  }), { numRuns: 300 })
})
