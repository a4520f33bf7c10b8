// Tests of reading imports from a file's text.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeOf, importsOf } from './imports.ts'

const from = (text: string): readonly (string | undefined)[] => importsOf(text).map(({ from }) => from)

test('every form of import and export from is found', () => {
  assert.deepEqual(from(`import './a.ts'
import b from './b.ts'
import { c, type d as e } from "./c.ts"
import * as f from './f.ts'; import g from './g.ts'
import type { h } from './h.ts'
import {
  i,
  j,
} from './i.ts'
export * from './k.ts'
export type { l } from './l.ts'
export { m } from './m.ts'
import n from './n.json' with { type: 'json' }
const o = await import('./o.ts')
let p: import('./p.ts').P`), ['./a.ts', './b.ts', './c.ts', './f.ts', './g.ts', './h.ts', './i.ts', './k.ts', './l.ts', './m.ts', './n.json', './o.ts', './p.ts'])
})

test('what only looks like an import is none', () => {
  assert.deepEqual(from(`// import a from './a.ts'
/* import('./b.ts') */
const text = "import c from './c.ts'"
const more = \`
import d from './d.ts'
\`
export const from = './e.ts'
export type F = './f.ts'
const pattern = /import g from '.\\/g.ts'/
loader.import('./h.ts')`), [])
})

test('a pattern with a quote or a backtick in it does not hide what follows', () => {
  assert.deepEqual(from("const quote = /['`\"]/\nimport a from './a.ts'\nconst half = text.split(/`/)\nimport b from './b.ts'"), ['./a.ts', './b.ts'])
})

test('types alone are told apart from what is loaded', () => {
  const kinds = importsOf("import type { a } from './a.ts'\nimport { type b } from './b.ts'\nexport type * from './c.ts'\nimport type from './d.ts'").map(({ typeOnly }) => typeOnly)
  assert.deepEqual(kinds, [true, false, true, false])
})

test('a computed import is found, without a name', () => {
  assert.deepEqual(importsOf('\nawait import(path)'), [{ from: undefined, line: 2, typeOnly: false }])
})

test('the code of a file keeps every letter in its place', () => {
  assert.equal(codeOf("a('b') // c"), 'a(   )     ')
})
