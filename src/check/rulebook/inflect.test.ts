// The forms of a lemma, by the regular spelling rules.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflect } from './inflect.ts'

test('a lemma has its plural, third person, past and -ing', () => {
  assert.deepEqual(inflect('block'), ['block', 'blocks', 'blocked', 'blocking'])
  assert.deepEqual(inflect('exploit'), ['exploit', 'exploits', 'exploited', 'exploiting'])
})

test('the spelling follows the end of the word', () => {
  assert.ok(inflect('blame').includes('blaming') && inflect('blame').includes('blamed'))
  assert.ok(inflect('stop').includes('stopped'))
  assert.ok(inflect('bully').includes('bullies') && inflect('bully').includes('bullied') && inflect('bully').includes('bullying'))
  assert.ok(inflect('delay').includes('delays') && inflect('delay').includes('delayed'))
  assert.ok(inflect('lash').includes('lashes'))
})
