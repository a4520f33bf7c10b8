// Tests of the sentences for what the record refuses: whole, with and without their facts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Reason } from '../core/reason.ts'
import { reasons as peopleReasons } from '../people/reasons.ts'
import { reasons as publishReasons } from '../publish/reasons.ts'
import { reasons as signoffReasons } from '../signoff/reasons.ts'
import { reasons, reasonsOfTheRecord } from './reasons.ts'

test('every sentence stands without its facts too, and says what to do in at most four sentences', () => {
  for (const [code, { says, status }] of Object.entries<Reason>({ ...peopleReasons, ...signoffReasons, ...publishReasons, ...reasons })) {
    const sentence = says({})
    assert.match(sentence, /^[A-Z0-9“].*\.$/s, code)
    assert.doesNotMatch(sentence, /undefined|null|\bNaN\b|object Object/, code)
    assert.ok(sentence.split(/[.?!](?:\s|$)/).filter(Boolean).length <= 4, `${code}: ${sentence}`)
    assert.ok([403, 409, 422].includes(status), code)
  }
})

test('facts are put in as words', () => {
  assert.equal(signoffReasons.FINDING_BLOCKS.says({ words: 'activist lawyers', where: 'subtitle 7', says: 'disparages people who bring a legal challenge', rule: 'POL-02' }), 'You cannot send this yet. “activist lawyers” in subtitle 7 disparages people who bring a legal challenge (rule POL-02). Change the words, or ask a propriety officer to set the finding aside.')
  assert.equal(signoffReasons.LAYER_OPEN.says({ layers: ['Second pair of eyes', 'Press office'] }), 'Not everybody has signed. It still waits for second pair of eyes and press office. Open the post to see who can sign.')
  assert.equal(peopleReasons.SELF_CONFIRM.says({ manager: 'Hugh Banner' }), 'Nobody confirms themselves. Hugh Banner confirms your understanding.')
  assert.equal(peopleReasons.CONFIRMED_TOO_LONG.says({ days: 365 }), 'A confirmation follows the talk, begins now and lasts at most 365 days. Choose the dates again.')
  assert.equal(reasons.FORM.says({ wrong: 'the stop has no known act' }), 'What was handed in has no form that is known here: the stop has no known act. Load the page again and do it again.')
})

test('no stage words a code that another stage words', () => {
  const tables = [peopleReasons, signoffReasons, publishReasons, reasons], codes = tables.flatMap(table => Object.keys(table))
  assert.equal(new Set(codes).size, codes.length)
  assert.ok(codes.every(code => Object.hasOwn(reasonsOfTheRecord, code)))
})
