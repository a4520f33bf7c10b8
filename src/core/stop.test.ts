// Tests of stops: the unsigned events, read strictly, of which none can ever be a "yes".
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stopOfEachKind } from '../../test/conformance/format-examples.ts'
import { strictly } from '../../test/strictly.ts'
import { conformStop, STOP_ACTS } from './stop.ts'

test('there is an example of every stop, and each has exactly its members', () => {
  assert.deepEqual(stopOfEachKind().map(({ act }) => act).toSorted(), [...STOP_ACTS].toSorted())
  strictly(stopOfEachKind(), conformStop)
})

test('invariant 12: no stop is a “yes”: none submits, approves, sets aside, releases, lifts, reinstates, enrols, vouches, confirms or changes policy', () => {
  for (const act of ['submit', 'sign-off', 'approve', 'set-aside', 'release', 'lift', 'reinstate', 'enrol', 'vouch', 'declare', 'confirm', 'policy']) assert.throws(() => conformStop({ act, person: '00000000-0000-4000-8000-000000000001' }), /no known act/)
})
