// Tests that fitness check 8 can fail.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documents } from './08-documents.ts'
import { faultsIn, treeOf, type Files } from './bad-tree.ts'

const whole: Files = {
  'package.json': JSON.stringify({ scripts: { test: 'x', check: 'x' } }),
  'src/main.ts': "const COMMANDS = {\n  check: { says: 'checks' },\n}",
  'src/cli/check.ts': "readArguments(args, ['--jsonl'])",
  'bin/countersign.mjs': '',
  'docs/tour.md': '',
}
const faults = (readme: string, more: Files = {}): Promise<readonly string[]> => faultsIn(documents, { ...whole, ...more, 'README.md': readme })
const fence = (language: string, code: string): string => `\`\`\`${language}\n${code}\n\`\`\`\n`

test('code, commands, links and paths that work are fine', async () => {
  assert.deepEqual(await faults([
    fence('ts', "const post: Post = { text: 'hello' }"), fence('json', '{ "text": "hello" }'), fence('yaml', 'id: POL-02'), fence('', 'any { old'),
    fence('sh', '# first\nnpm ci && npm test\n$ npm run check | tee log\nCI=true node bin/countersign.mjs check --jsonl posts.jsonl\ngit log'),
    'Run `npm test`, `npx countersign check FILE` and [the tour](docs/tour.md#who). See `src/cli/check.ts`, `cli/check.ts`, `docs/*.md`, `src/cli/` and `application/json`, and tour.md.',
  ].join('\n')), [])
})

for (const [what, readme, fault] of [
  ['TypeScript that does not parse', fence('ts', 'const = 3'), /README\.md:1 shows code that does not work/],
  ['JSON that does not parse', fence('json', "{ 'text': 3 }"), /README\.md:1 shows code that does not work/],
  ['YAML that does not parse', fence('yaml', 'a: [1'), /README\.md:1 shows code that does not work/],
  ['an npm script that there is not', fence('sh', 'npm run deploy'), /package\.json has no script "deploy"/],
  ['a script that there is not', fence('sh', 'node tools/deploy.ts'), /there is no tools\/deploy\.ts/],
  ['a command that there is not', 'Say `npx countersign publish`.', /README\.md:1 shows `npx countersign publish`: countersign knows no command "publish"/],
  ['an option that there is not', fence('sh', 'node bin/countersign.mjs check --fast'), /countersign knows no option --fast/],
  ['a link to nothing', 'See [the map](docs/map.md).', /names docs\/map\.md, which does not exist/],
  ['a path to nothing', 'See `src/cli/publish.ts`.', /names src\/cli\/publish\.ts, which does not exist/],
] as const) {
  test(`${what} is a fault`, async () => {
    assert.match((await faults(readme))[0] ?? 'no fault', fault)
  })
}

test('a source that names a document which lies nowhere is a fault', async () => {
  assert.deepEqual(await faults('', { 'src/cli/a.ts': '// As tour.md says.\n// See plan.md, section 3.' }), ['src/cli/a.ts:2 names plan.md, which does not exist'])
})

test('without a README it says that it waits', async () => {
  assert.deepEqual((await documents.look(treeOf(whole))).waiting, ['README.md is not there yet'])
})
