// Tests that fitness check 12 can fail.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainCode } from './12-plain-code.ts'
import { faultsIn } from './bad-tree.ts'

const whole = '// Says what it is for.\n'
const places = async (file: string, text: string): Promise<readonly string[]> => (await faultsIn(plainCode, { [file]: text })).map(fault => fault.split(' ')[0]!)

test('a file that says what it is for is fine', async () => {
  assert.deepEqual(await places('src/core/id.ts', `${whole}const any = 'any of them', anyone = { any: 3 }, all = { one, any, more }; any.thing(); test.each // as any`), [])
  assert.deepEqual(await places('src/pages/layout.njk', '{# The page that all pages share. #}\n'), [])
  assert.deepEqual(await places('bin/countersign.mjs', `#!/usr/bin/env node\n${whole}`), [])
})

test('a file without a first comment is a fault', async () => {
  assert.deepEqual(await places('src/core/id.ts', 'export const id = 3\n'), ['src/core/id.ts:1'])
  assert.deepEqual(await places('src/pages/layout.njk', '<html>\n'), ['src/pages/layout.njk:1'])
})

for (const [what, code] of [['an annotation', 'let a: any'], ['a cast', 'a as any'], ['an argument of a type', 'new Map<string, any>()'], ['a list', 'let a: any[]'], ['a result', 'type A = () => any']] as const) {
  test(`the type that says nothing is a fault: ${what}`, async () => {
    assert.deepEqual(await places('src/core/id.ts', `${whole}${code}\n`), ['src/core/id.ts:2'])
  })
}

test('a test that is switched off is a fault; one that skips where its server is missing is none', async () => {
  assert.deepEqual(await places('src/core/id.test.ts', `${whole}test.skip('a')\ntest('b', { only: true })\ntest('c', { skip: await withoutChromium() })\n`), ['src/core/id.test.ts:2', 'src/core/id.test.ts:3'])
})

test('what is left for later is a fault, in code and in documents', async () => {
  const word = ['TO', 'DO'].join('')
  assert.deepEqual(await places('src/core/id.ts', `${whole}// ${word}: more\n`), ['src/core/id.ts:2'])
  assert.deepEqual(await places('docs/tour.md', `# Tour\n\n${word}\n`), ['docs/tour.md:3'])
})

test('a drawer for everything is a fault', async () => {
  assert.deepEqual(await places('src/web/utils/date.ts', whole), ['src/web/utils/'])
})
