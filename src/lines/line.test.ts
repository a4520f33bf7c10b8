// Lines: what one must say of itself, and for whom it counts as cleared.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8, utf8ToText } from '../core/bytes.ts'
import { bytesToLine, channelKindsOf, isFromOutside, lineToBytes, type Line } from './line.ts'
import { ABUSE, ADVISER, MORNING, PROPRIETY, line } from './fixture.ts'

const cleared = (more: Partial<NonNullable<Line['cleared']>>) => ({ cleared: { for: ['official'] as const, by: PROPRIETY, at: MORNING, until: null, ...more } })

test('a line is read back from its bytes exactly', () => {
  const whole = line(31, ABUSE, { withdrawn: { by: PROPRIETY, at: MORNING, why: 'The figure has been revised.', instead: 34 } })
  assert.deepEqual(bytesToLine(lineToBytes(whole)), whole)
})

test('a member too many, or bytes in another order, is refused', () => {
  const text = utf8ToText(lineToBytes(line(31, ABUSE)))
  assert.throws(() => bytesToLine(utf8(text.replace('{', '{ '))), /not canonical/)
  assert.throws(() => bytesToLine(utf8(text.replace('{"cleared"', '{"a":1,"cleared"'))), /has a member that is not known: a/)
})

test('a line has a supplier: a person, or an office', () => {
  assert.throws(() => lineToBytes(line(1, ABUSE, { supplier: { person: null, as: 'minister', office: null } })), /no supplier/)
  assert.ok(lineToBytes(line(1, ABUSE, { supplier: { person: null, as: 'minister', office: 'the Harbour Secretary’s office' } })))
})

test('nobody clears a line that they supplied, for nothing, or for no time', () => {
  assert.throws(() => lineToBytes(line(1, ABUSE, cleared({ by: ADVISER }))), /cleared by its own supplier/)
  assert.throws(() => lineToBytes(line(1, ABUSE, cleared({ for: [] }))), /cleared for nothing/)
  assert.throws(() => lineToBytes(line(1, ABUSE, cleared({ until: MORNING }))), /cleared for no time/)
})

test('what is cleared for official channels may stand on every kind, what is cleared for the minister on the minister’s alone', () => {
  assert.deepEqual(channelKindsOf(line(1, ABUSE)), ['departmental', 'ministerial', 'arms-length'])
  assert.deepEqual(channelKindsOf(line(1, ABUSE, cleared({ for: ['ministerial'] }))), ['ministerial'])
  assert.deepEqual(channelKindsOf(line(1, ABUSE, { cleared: null })), [])
})

test('words of advisers, ministers and parties come from outside, those of officials and statisticians do not', () => {
  const as = (capacity: Line['supplier']['as']) => isFromOutside(line(1, ABUSE, { supplier: { person: ADVISER, as: capacity, office: null } }))
  assert.deepEqual((['special-adviser', 'minister', 'party', 'official', 'statistician', 'partner'] as const).map(as), [true, true, true, false, false, false])
})
