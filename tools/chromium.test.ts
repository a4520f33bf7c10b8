// Tests of where a Chromium is looked for, in which order: in a folder without packages, with programs that only pretend.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const root = mkdtempSync(join(tmpdir(), 'chromium-'))
after(() => rmSync(root, { recursive: true, force: true }))
for (const file of ['chromium.mjs', 'chromium-package.mjs']) copyFileSync(join(import.meta.dirname, file), join(root, file))

/** A folder with one program in it, a line of shell. */
function folderWith(name: string, line: string): string {
  const folder = mkdtempSync(join(root, 'bin-'))
  writeFileSync(join(folder, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 })
  return folder
}

/** What `expression` gives, `chromium` and `withoutChromium` being at hand. */
function ask(expression: string, env: NodeJS.ProcessEnv): { readonly status: number | null; readonly out: string; readonly error: string } {
  const script = `const { chromium, withoutChromium } = await import('./chromium.mjs'); console.log(await ${expression})`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, env, encoding: 'utf8' })
  return { status, out: stdout.trim(), error: stderr }
}

const PATH_OF_IT = 'chromium().then(found => found.executablePath)'

test('the one that CHROMIUM_PATH names goes before the one on PATH', () => {
  const [named, onPath] = [folderWith('mine', 'exit 0'), folderWith('chromium', 'exit 0')]
  assert.equal(ask(PATH_OF_IT, { PATH: onPath, CHROMIUM_PATH: join(named, 'mine') }).out, join(named, 'mine'))
  assert.equal(ask(PATH_OF_IT, { PATH: onPath }).out, join(onPath, 'chromium'))
})

test('a CHROMIUM_PATH that does not start is said, and no other is taken in its place', () => {
  const asked = ask(PATH_OF_IT, { PATH: folderWith('chromium', 'exit 0'), CHROMIUM_PATH: join(folderWith('mine', 'exit 1'), 'mine') })
  assert.notEqual(asked.status, 0)
  assert.match(asked.error, /CHROMIUM_PATH names .*mine, which does not start/)
})

test('one on PATH that does not start is passed over', () => {
  const [broken, whole] = [folderWith('chromium', 'exit 127'), folderWith('google-chrome', 'exit 0')]
  assert.equal(ask(PATH_OF_IT, { PATH: `${broken}:${whole}` }).out, join(whole, 'google-chrome'))
})

test('where there is none, the tests hear what to do and may skip; with CI=true they may not', () => {
  const sentence = /No Chromium was found for the browser tests\. Install one/
  const nowhere = folderWith('other', 'exit 0')
  assert.match(ask('withoutChromium()', { PATH: nowhere }).out, sentence)
  const inCi = ask('withoutChromium()', { PATH: nowhere, CI: 'true' })
  assert.notEqual(inCi.status, 0)
  assert.match(inCi.error, sentence)
})

test('root has apt-get bring one; nobody else is asked to', () => {
  const apt = folderWith('apt-get', '[ "$1" = update ] || { echo "#!/bin/sh" > "${0%/*}/chromium"; /bin/chmod 755 "${0%/*}/chromium"; }')
  assert.equal(ask(PATH_OF_IT, { PATH: apt }).out, process.getuid?.() === 0 ? join(apt, 'chromium') : '')
})
