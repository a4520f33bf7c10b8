// Measures how lines are recognised, on texts that lie beside the repository. Without them the tests say that they skip; with CI=true they fail.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { findLinesIn, type FoundLine } from '../../src/lines/find-lines.ts'
import { indexLines } from '../../src/lines/line-index.ts'
import { libraryOf, line, lineId } from '../../src/lines/fixture.ts'

const SHARED = join(import.meta.dirname, '..', '..', '..', 'shared')
interface Case { readonly line: string; readonly light: string; readonly partial: string; readonly reworded: string; readonly heavy: string; readonly hardNegatives: readonly string[] }

function textsTest(name: string, file: string, run: (rows: readonly string[], t: TestContext) => void): void {
  const path = join(SHARED, file), missing = !existsSync(path)
  test(name, { skip: missing && process.env['CI'] !== 'true' ? `the texts are not here: ../shared/${file}` : false }, t => {
    if (missing) throw new Error(`the texts are not here: ../shared/${file}`)
    run(readFileSync(path, 'utf8').trim().split('\n'), t)
  })
}

const PARAPHRASES = 'lines/paraphrase-dev.jsonl', OFFICIAL = 'data/govuk-official-sentences.train.jsonl'
const casesOf = (rows: readonly string[]) => rows.map(row => JSON.parse(row) as Case)
const indexOf = (cases: readonly Case[]) => indexLines(libraryOf(...cases.map((each, n) => line(n + 1, each.line))))
const isCopy = ({ how }: FoundLine) => how !== 'near'

textsTest('all light edits are found, at least 94 in 100 partial copies, and nothing as another line', PARAPHRASES, (rows, t) => {
  const cases = casesOf(rows), index = indexOf(cases)
  const found = (kind: 'line' | 'light' | 'partial' | 'reworded' | 'heavy') => cases.map((each, n) => findLinesIn(index, each[kind]).map(one => ({ ...one, own: one.line === lineId(n + 1) })))
  const count = (kind: Parameters<typeof found>[0], counts = isCopy) => found(kind).filter(each => each.some(one => one.own && counts(one))).length
  assert.equal(count('line', ({ how }) => how === 'exact'), cases.length)
  assert.equal(count('light'), cases.length)
  assert.ok(count('partial') * 100 >= cases.length * 94, `${count('partial')} of ${cases.length}`)
  assert.equal((['line', 'light', 'partial', 'reworded', 'heavy'] as const).flatMap(found).flat().filter(one => !one.own).length, 0)
  t.diagnostic(`light ${count('light')}, partial ${count('partial')}, asked about when reworded ${count('reworded', () => true)}, when reworded heavily ${count('heavy', () => true)}, of ${cases.length}`)
})

textsTest('of official sentences beside the same subjects at most one in a hundred raises a false alarm', PARAPHRASES, rows => {
  const cases = casesOf(rows), index = indexOf(cases), negatives = cases.flatMap(each => each.hardNegatives)
  const alarms = negatives.filter(text => findLinesIn(index, text).length > 0)
  assert.ok(alarms.length * 100 <= negatives.length, alarms.join('\n'))
})

textsTest('of published official sentences at most one in a hundred raises a false alarm', OFFICIAL, (rows, t) => {
  const path = join(SHARED, PARAPHRASES)
  const index = indexOf(casesOf(readFileSync(path, 'utf8').trim().split('\n')))
  const alarms = rows.filter(row => findLinesIn(index, (JSON.parse(row) as { text: string }).text).length > 0)
  assert.ok(alarms.length * 100 <= rows.length, alarms.join('\n'))
  t.diagnostic(`${alarms.length} of ${rows.length}`)
})
