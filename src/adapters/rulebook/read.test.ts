// Reading rules from YAML: what an author need not write, and the file and line of whatever is wrong.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { after, test } from 'node:test'
import { canonical, type Json } from '../../core/canonical.ts'
import { loadRulebook } from '../../check/rulebook/load.ts'
import { inspectRulebookFolder, loadRulebookFolder } from './read.ts'

const folders: string[] = []
after(() => folders.forEach(folder => rmSync(folder, { recursive: true, force: true })))

const HEAD = 'id: own\nversion: "1.0"\ntitle: Our own\n'
const RULE = `id: TST-01
title: A rule
level: check
duty: A duty.
says: is wrong
why: Because.
advice: Do this.
leaves: The rest.
cite:
  - source: A source
    confirmed: true
find:
  kind: words
  match:
    - activist lawyers
examples:
  flags: ["[[Activist lawyers]].", "The [[activist lawyers]].", "#[[ActivistLawyers]]"]
  passes: [Lawyers., Activists., Nothing.]
`
function folderWith(files: { readonly [name: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-rulebook-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}
const wrongIn = (files: { readonly [name: string]: string }) => inspectRulebookFolder(folderWith(files)).wrong.map(({ facts }) => `${String(facts.place)}: ${String(facts.wrong)}`)

test('an author writes what matters, and the facts say the rest', () => {
  const loaded = loadRulebookFolder(folderWith({ 'rulebook.yaml': HEAD, 'tst-01.yaml': RULE, 'notes.txt': 'not a rule' }))
  assert.ok(loaded.ok, JSON.stringify(loaded))
  const [rule] = loaded.value.document.rules
  assert.deepEqual(rule?.scope.channels, ['departmental', 'ministerial', 'arms-length'])
  assert.deepEqual(rule?.find, { kind: 'words', lists: {}, near: [], unless: [], excusedByLink: false, match: [{ words: 'activist lawyers', instead: [], says: null }] })
})

test('the facts are canonical JSON that loads anywhere', () => {
  const loaded = loadRulebookFolder(fileURLToPath(new URL('../../../rulebooks/uk-government', import.meta.url)))
  assert.ok(loaded.ok)
  assert.ok(loadRulebook(JSON.parse(canonical(loaded.value.document as unknown as Json))).ok)
})

test('whatever is wrong is named by its file and line', () => {
  const wrongRule = (from: string, to: string) => wrongIn({ 'rulebook.yaml': HEAD, 'tst-01.yaml': RULE.replace(from, to) })
  assert.deepEqual(wrongRule('level: check', 'level: loud'), ['tst-01.yaml line 3: level is not one of block, check, advise'])
  assert.deepEqual(wrongRule('- activist lawyers', '- law.*yers'), ['tst-01.yaml line 15: find.match[0] has a sign that the rule language does not know: law.*yers'])
  assert.match(wrongRule('The [[activist lawyers]].', 'The [[activist]] lawyers.').join(), /tst-01\.yaml line 17: examples\.flags\[1\] is not found/)
  assert.match(wrongRule('why: Because.\n', '').join(), /tst-01\.yaml line 1: lacks the member why/)
  assert.match(wrongRule('source: A source', 'source: 5').join(), /tst-01\.yaml line 10: cite\[0\]\.source/)
})

test('what is no YAML is named by its line, and so is a member written twice', () => {
  assert.match(wrongIn({ 'rulebook.yaml': HEAD, 'a.yaml': 'id: [\n' }).join(), /a\.yaml line \d: is not YAML/)
  assert.match(wrongIn({ 'rulebook.yaml': HEAD, 'a.yaml': 'id: A\nid: B\n' }).join(), /a\.yaml line 2: is not YAML/)
})

test('an alias is not followed', () => {
  assert.deepEqual(wrongIn({ 'rulebook.yaml': HEAD, 'a.yaml': 'id: &x TST-01\ntitle: *x\n' }), ['a.yaml line 2: repeats another place by an alias: write it out'])
})

test('a file that holds no rule is refused', () => {
  for (const text of ['', '5', '- a\n']) assert.match(wrongIn({ 'rulebook.yaml': HEAD, 'a.yaml': text }).join(), /a\.yaml line 1/)
})

test('a folder that is not there or has no rulebook.yaml is refused', () => {
  assert.match(inspectRulebookFolder('/nowhere/at/all').wrong.map(({ facts }) => String(facts.wrong)).join(), /not a folder/)
  assert.match(wrongIn({ 'a.yaml': RULE }).join(), /has no rulebook\.yaml/)
  assert.match(wrongIn({ 'rulebook.yaml': 'id: own\n' }).join(), /rulebook\.yaml line 1: lacks the member/)
})
