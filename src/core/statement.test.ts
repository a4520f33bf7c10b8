// Tests of statements: strict reading of every predicate, and the bytes that are signed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { statementOfEachKind } from '../../test/conformance/format-examples.ts'
import { utf8, utf8ToText } from './bytes.ts'
import { canonicalBytes, parseCanonical, type Json } from './canonical.ts'
import { bytesToStatement, PREDICATE_KINDS, PREDICATES_AT, statementToBytes } from './statement.ts'

type Members = { [member: string]: Json }
interface Whole { readonly _type: string; readonly subject: readonly Members[]; readonly predicateType: string; readonly predicate: Members }
const examples = statementOfEachKind(), wholes = examples.map(statement => parseCanonical(statementToBytes(statement)) as unknown as Whole)
const read = (whole: object) => bytesToStatement(canonicalBytes(whole as Json))
const copy = (whole: Whole): { subject: Members[]; predicate: Members } & Omit<Whole, 'subject' | 'predicate'> => structuredClone(whole) as never

test('there is an example of every predicate, read back as it was written', () => {
  assert.deepEqual([...new Set(examples.map(({ kind }) => kind))].toSorted(), [...PREDICATE_KINDS].toSorted())
  for (const statement of examples) assert.deepEqual(bytesToStatement(statementToBytes(statement)), statement)
})

test('the bytes are an in-toto statement, canonical, with a predicate type of the real or the demo kind', () => {
  for (const [i, statement] of examples.entries()) {
    assert.ok(utf8ToText(statementToBytes(statement)).startsWith('{"_type":"https://in-toto.io/Statement/v1","predicate":{'))
    assert.equal(wholes[i]!.predicateType, `${PREDICATES_AT[statement.demo ? 'demo' : 'real']}${statement.kind}/v1`)
  }
})

test('a missing, an unknown and a wrong member are refused in every predicate, at every depth', () => {
  for (const whole of wholes) {
    for (const member of Object.keys(whole.predicate)) {
      const without = copy(whole), wrong = copy(whole)
      delete without.predicate[member]
      assert.throws(() => read(without), TypeError, `${whole.predicateType} without ${member}`)
      wrong.predicate[member] = { no: 'such thing' }
      assert.throws(() => read(wrong), TypeError, `${whole.predicateType} with a wrong ${member}`)
    }
    for (const add of [(one: ReturnType<typeof copy>) => (one.predicate['more'] = 1), (one: ReturnType<typeof copy>) => ((one.predicate['log'] as Members)['more'] = 1), (one: ReturnType<typeof copy>) => (one.subject[0]!['more'] = 1), (one: ReturnType<typeof copy>) => ((one as unknown as Members)['more'] = 1)]) {
      const more = copy(whole)
      add(more)
      assert.throws(() => read(more), TypeError)
    }
  }
})

test('the subject is one, of its predicate’s name, with one digest', () => {
  for (const whole of wholes) {
    assert.throws(() => read({ ...whole, subject: [] }), TypeError)
    assert.throws(() => read({ ...whole, subject: [...whole.subject, ...whole.subject] }), TypeError)
    assert.throws(() => read({ ...whole, subject: [{ ...whole.subject[0], name: 'else' }] }), TypeError)
    assert.throws(() => read({ ...whole, subject: [{ ...whole.subject[0], digest: { sha256: 'x' } }] }), TypeError)
  }
})

test('another type, version or predicate is refused', () => {
  const [whole] = wholes as [Whole]
  for (const predicateType of ['', 'https://countersign.invalid/approve/v1', 'https://countersign.invalid/enrol/v2', 'https://elsewhere.invalid/enrol/v1', 'https://countersign.invalid/__proto__/v1', 'https://countersign.invalid/enrol/v1 ']) assert.throws(() => read({ ...whole, predicateType }), TypeError, predicateType)
  assert.throws(() => read({ ...whole, _type: 'https://in-toto.io/Statement/v0.1' }), TypeError)
})

test('invariant 23: demo and real statements have types of their own', () => {
  for (const statement of examples) assert.equal(bytesToStatement(statementToBytes({ ...statement, demo: !statement.demo })).demo, !statement.demo)
})

test('statements that are too long, or not canonical, are refused', () => {
  const text = utf8ToText(statementToBytes(examples[0]!))
  assert.throws(() => bytesToStatement(utf8(text + ' ')))
  assert.throws(() => bytesToStatement(utf8(text.replace('{"_type"', '{ "_type"'))))
  assert.throws(() => bytesToStatement(utf8(' '.repeat(9_000))), /longer than/)
})

test('a statement holds no name and no free text', () => {
  for (const whole of wholes) for (const [member, value] of Object.entries(whole.predicate)) if (typeof value === 'string') assert.match(value, /^[0-9a-zA-Z._:-]*$/, `${whole.predicateType} ${member}`)
})
