// Tests of what the keeper itself writes into the record, read strictly.
import { test } from 'node:test'
import { keeperEventOfEachKind } from '../../test/conformance/format-examples.ts'
import { strictly } from '../../test/strictly.ts'
import { conformKeeperEvent } from './keeper-event.ts'

test('every keeper’s event has exactly its members', () => strictly(keeperEventOfEachKind(), conformKeeperEvent))
