// Tests that fitness check 11 can fail.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { productAlone } from './11-product-alone.ts'
import { faultsIn } from './bad-tree.ts'

// Put together here, so that this file holds none of them.
const strange = [['work', 'place'], ['developer ', 'session'], ['agent-', 'written'], ['.lib', 'rary/'], ['/wo', 'rk/main'], ['/ho', 'me/bea/countersign'], ['registry.', 'npmjs.org'], ['https://npm.', 'example.com/']].map(parts => parts.join(''))

for (const words of strange) {
  test(`"${words}" in a file is a fault, wherever it stands`, async () => {
    assert.equal((await faultsIn(productAlone, { 'docs/tour.md': `\nSee ${words} there.\n` })).length, 1)
    assert.equal((await faultsIn(productAlone, { 'src/core/id.ts': `// ${words}` })).length, 1)
  })
}

test('words that only resemble them are fine', async () => {
  assert.deepEqual(await faultsIn(productAlone, { 'README.md': 'http://localhost:3000/work/3, src/work/a.ts, a library, docs.library, npm.ts, ./home/x, npm run test, the registry of keys' }), [])
})

test('a lock file may name packages as they are called, and no place where they were fetched from', async () => {
  const lock = (entry: object): string => JSON.stringify({ packages: { 'node_modules/x': entry } }, null, 1)
  assert.deepEqual(await faultsIn(productAlone, { 'package-lock.json': lock({ name: strange[0] }) }), [])
  assert.match((await faultsIn(productAlone, { 'package-lock.json': lock({ resolved: 'https://mirror.example/x.tgz' }) }))[0]!, /package-lock\.json:4 says "resolved"|"resolved": /)
  assert.equal((await faultsIn(productAlone, { 'package-lock.json': lock({ extraneous: true }) })).length, 1)
})
