// The library's entry for programs that check: the example in the docs runs, and nothing but the checker is loaded with it.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const ROOT = join(import.meta.dirname, '../..')

test('the example of the library runs and finds the word in its disguise', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(ROOT, 'docs/examples/check-a-post.mjs')], { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  assert.equal(stdout, 'EXA-01 at 17 to 33: “m3rciless s\u200btorm”, write “heavy rain”\ncheck\n')
})

test('the checker for a browser takes less than 40 KB compressed, without the rulebook', async () => {
  const { outputFiles, metafile } = await build({ entryPoints: [join(ROOT, 'src/check/index.ts')], bundle: true, write: false, metafile: true, format: 'esm', target: 'es2022', minify: true, charset: 'utf8', logLevel: 'silent' })
  assert.deepEqual(Object.keys(metafile.inputs).filter(path => !/src\/(?:check|core|draft|lines)\//.test(path)), [])
  const bytes = gzipSync(outputFiles[0]!.contents, { level: 9 }).length
  assert.ok(bytes < 40_000, `${bytes} bytes`)
})
