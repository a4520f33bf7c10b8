// npm run test:pg15: the store's tests on Debian's PostgreSQL 15, a throwaway cluster of it on a Unix socket.
import { spawn, spawnSync } from 'node:child_process'
import { chownSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPrograms, installPrograms, serverUser } from './debian-postgres.ts'
import { root } from './root.ts'
import { end, stop } from './stopping.ts'

const programs = findPrograms() ?? installPrograms()
if (programs === undefined) {
  console.error('There is no PostgreSQL 15 on this machine. On Debian 12: sudo apt-get install postgresql-15; elsewhere put its initdb on the PATH. Then run this again.')
  process.exit(process.env['CI'] === 'true' ? 1 : 0)
}

const home = mkdtempSync(join(tmpdir(), 'countersign-pg15-'))
const cluster = join(home, 'cluster')
const by = serverUser()
try {
  makeCluster(programs)
  const server = await startCluster(programs)
  const ok = await runTests()
  const ended = new Promise(resolve => { server.once('exit', resolve) })
  server.kill('SIGINT')
  await ended
  rmSync(home, { recursive: true, force: true })
  end(ok)
} catch (fault) {
  rmSync(home, { recursive: true, force: true })
  throw fault
}

function makeCluster(bin: string): void {
  mkdirSync(cluster)
  if (by) for (const folder of [home, cluster]) chownSync(folder, by.uid, by.gid)
  const { status, stderr } = spawnSync(join(bin, 'initdb'), ['-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], { ...by, cwd: '/', encoding: 'utf8' })
  if (status !== 0) throw new Error(`initdb: ${stderr}`)
  // The roles sign in by password, as in the service; only the administrator of this throwaway is believed.
  writeFileSync(join(cluster, 'pg_hba.conf'), 'local all postgres trust\nlocal all all scram-sha-256\n')
}

async function startCluster(bin: string): Promise<ReturnType<typeof spawn>> {
  const settings = ['listen_addresses=', `unix_socket_directories=${home}`, 'fsync=off', 'max_connections=60']
  const server = spawn(join(bin, 'postgres'), ['-D', cluster, ...settings.flatMap(setting => ['-c', setting])], { ...by, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  server.stderr!.setEncoding('utf8')
  await new Promise<void>((resolve, reject) => {
    server.stderr!.on('data', (text: string) => {
      said += text
      if (said.includes('ready to accept connections')) resolve()
    })
    server.once('exit', code => reject(new Error(`PostgreSQL 15 ended with ${code}: ${said}`)))
  })
  return server
}

/** Whether every test of the store passed, in Node's own words. */
function runTests(): Promise<boolean> {
  const files = [...globSync('src/adapters/store/**/*.server.test.ts', { cwd: root }), 'test/upgrade.server.test.ts'].toSorted()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--test', '--test-global-setup=test/global-setup.ts', ...files], {
    cwd: root, stdio: 'inherit', env: { ...process.env, DATABASE_URL: `postgres://postgres@/postgres?host=${encodeURIComponent(home)}` },
  })
  stop.addEventListener('abort', () => child.kill('SIGTERM'))
  return new Promise(resolve => { child.once('exit', code => resolve(code === 0)) })
}
