// docs/rules.md says what the rulebook says.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../root.ts'
import { writeRulesPage } from './rules.ts'

test('the page of rules is the one that the rulebook gives', () => {
  assert.equal(readFileSync(join(root, 'docs/rules.md'), 'utf8'), writeRulesPage(root), 'run "npm run docs"')
})

test('the page of rules names every rule, its sources and what it leaves to people', () => {
  const page = writeRulesPage(root)
  for (const words of ['## POL-02', 'objective and explanatory, not biased or polemical', 'POL-02** leaves to people', '**activist lawyers**', 'to be confirmed before anybody relies on it']) assert.ok(page.includes(words), words)
})
