// A post's title: given, or its first words.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { titleFrom, UNTITLED } from './title.ts'

test('a given title stands; without one the first words do, cut between words', () => {
  const parts = [{ kind: 'text', text: ' ' }, { kind: 'caption', text: 'Ferries run to the winter timetable from Monday, and lifts are back in service.\nMore.' }] as const
  assert.equal(titleFrom(' Ferries ', parts), 'Ferries')
  assert.equal(titleFrom('', parts), 'Ferries run to the winter timetable from Monday, and lifts …')
  assert.equal(titleFrom('', [{ kind: 'text', text: 'Short.' }]), 'Short.')
  assert.equal(titleFrom('', []), UNTITLED)
})
