// The insider under the web process's user id: files, processes and other roles of the installation are closed to it. Only where the parts have users of their own.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { TrialBody } from '../trial-body.ts'

const root = process.getuid?.() === 0
let body: TrialBody
before(async () => { body = await TrialBody.begin(['keeper', 'wall']) })
after(() => body.end())

/** Runs a line of JavaScript as the web process's user and gives what it printed. */
function asWebUser(line: string): string {
  const id = (JSON.parse(readFileSync(join(body.service.data, 'ids.json'), 'utf8')) as { readonly web: number }).web
  const ran = spawnSync(process.execPath, ['-e', line], { uid: id, gid: id, cwd: '/', env: { PATH: '/usr/bin:/bin' }, encoding: 'utf8' })
  return ran.stdout.trim() || ran.stderr.trim()
}
const reads = (path: string) => asWebUser(`try { require('node:fs').readFileSync(${JSON.stringify(path)}); console.log('READ') } catch (e) { console.log(e.code) }`)

test('started as an ordinary user the service says that it is separated and not protected', () => {
  assert.equal(body.service.protected, root)
})

test('the keeper\'s, signer\'s, wall\'s and server\'s files are closed to the web user', () => {
  if (!root) return assert.equal(body.service.protected, false, 'the parts share one user here, and every page says so')
  for (const file of ['keeper/wall-token', 'keeper/log.key', 'keeper/arm', 'keeper/trust.json', 'keeper/checkpoint', 'keeper/database-password', 'keeper/codes.json', 'sign/database-password', 'wall/wall-token', 'ids.json']) {
    assert.match(reads(join(body.service.data, file)), /^(EACCES|EPERM|ENOENT)$/, file)
  }
  assert.match(asWebUser(`try { require('node:fs').writeFileSync(${JSON.stringify(join(body.service.data, 'keeper.new'))}, 'x'); console.log('WRITTEN') } catch (e) { console.log(e.code) }`), /^(EACCES|EPERM)$/)
})

test('the other parts cannot be read, signalled or traced by the web user, and no secret stands in their command lines', () => {
  if (!root) return assert.equal(body.service.protected, false, 'the parts share one user here, and every page says so')
  const pids = body.service.pids()
  for (const part of ['keeper', 'wall', 'postgres', 'supervisor'] as const) {
    const pid = pids[part]!
    for (const file of ['environ', 'mem', 'maps']) assert.match(reads(`/proc/${pid}/${file}`), /^(EACCES|EPERM|EIO)$/, `${part} ${file}`)
    assert.equal(asWebUser(`try { process.kill(${pid}, 'SIGUSR1'); console.log('SENT') } catch (e) { console.log(e.code) }`), 'EPERM', part)
    const secrets = [readFileSync(join(body.service.data, 'keeper/wall-token'), 'utf8').trim(), readFileSync(join(body.service.data, 'keeper/database-password'), 'utf8').trim()]
    const shown = readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readFileSync(`/proc/${pid}/environ`, 'utf8')
    for (const secret of secrets) assert.equal(shown.includes(secret), false, part)
  }
})

test('the web role cannot become another role, reach files or programs through the server, or hold up the keeper', async () => {
  const tries = ['set role countersign_keeper', 'set session authorization countersign_keeper', "copy entry to '/var/tmp/x'", "copy (select 1) to program 'id'", "select pg_read_file('pg_hba.conf')", 'create table x (a int)', 'create temp table t (a int)',
    "create function f() returns int language sql as 'select 1'", 'alter table entry disable trigger all', 'lock table intake in access exclusive mode', 'lock table entry in share mode', 'select passwd from pg_shadow', 'select * from ticket', 'select * from intake', 'update ticket set used = null', "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'countersign_keeper'"]
  for (const text of tries) {
    const answer = await body.web.pool.query(text).then(({ rows }) => JSON.stringify(rows), (thrown: { code: string }) => thrown.code)
    assert.match(answer, /^(42501|42601|0A000|25P01|\[\]|\[{"pg_terminate_backend":false}\])$/, `${text}: ${answer}`)
  }
})
