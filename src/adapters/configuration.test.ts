// The configuration: what it makes of nothing, of good values and of bad ones, and that its page says what the code says.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { CannotStart } from './cannot-start.ts'
import { configurationPage } from './configuration-page.ts'
import { localConfiguration, readConfiguration, type Environment } from './configuration.ts'
import { locationToUrl, readDatabaseUrl } from './database-url.ts'

const refused = (sentence: RegExp) => (fault: unknown): boolean => fault instanceof CannotStart && sentence.test(fault.message)

test('with nothing set it is this machine, on ports 3000 to 3002', () => {
  assert.deepEqual(readConfiguration({ PATH: '/usr/bin' }), {
    data: resolve('data'), database: undefined, proxies: [],
    web: { origin: 'http://localhost:3000', host: 'localhost:3000', port: 3000 },
    sign: { origin: 'http://sign.localhost:3001', host: 'sign.localhost:3001', port: 3001 },
    wall: { origin: 'http://wall.localhost:3002', host: 'wall.localhost:3002', port: 3002 },
  })
})

test('an empty variable is one that is not set', () => {
  assert.equal(readConfiguration({ COUNTERSIGN_DATA: '', DATABASE_URL: '', COUNTERSIGN_PORT: '' }).web.port, 3000)
})

test('--port N takes N and the two after it, and comes before the variable', () => {
  const { web, sign, wall } = readConfiguration({ COUNTERSIGN_PORT: '4000' }, { port: '3100' })
  assert.deepEqual([web.port, sign.port, wall.port], [3100, 3101, 3102])
  assert.deepEqual([web.origin, sign.origin, wall.origin], ['http://localhost:3100', 'http://sign.localhost:3101', 'http://wall.localhost:3102'])
})

test('behind a proxy the addresses are the world\'s and the ports this machine\'s', () => {
  const { web, sign, proxies } = readConfiguration({
    COUNTERSIGN_WEB: 'https://countersign.example.gov.uk', COUNTERSIGN_SIGN: 'https://sign.example.gov.uk', COUNTERSIGN_PORT: '8000', COUNTERSIGN_PROXIES: '127.0.0.1, 10.0.0.0/8',
  })
  assert.deepEqual(web, { origin: 'https://countersign.example.gov.uk', host: 'countersign.example.gov.uk', port: 8000 })
  assert.equal(sign.port, 8001)
  assert.deepEqual(proxies, ['127.0.0.1', '10.0.0.0/8'])
})

test('a service for a test has three ports in any order', () => {
  const { web, sign, wall } = localConfiguration('/x', { web: 5003, sign: 5001, wall: 5002 })
  assert.deepEqual([web.port, sign.port, wall.port], [5003, 5001, 5002])
})

test('a secret may stand in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-configuration-'))
  const file = join(folder, 'url')
  writeFileSync(file, 'postgres://clerk:p%40ss@db.example:6432/record?sslmode=verify-full\n')
  assert.deepEqual(readConfiguration({ DATABASE_URL_FILE: file }).database, { host: 'db.example', port: 6432, database: 'record', ssl: true, user: 'clerk', password: 'p@ss' })
  assert.throws(() => readConfiguration({ DATABASE_URL_FILE: file, DATABASE_URL: 'postgres://x/y' }), refused(/^Both DATABASE_URL and DATABASE_URL_FILE are set\. Keep one/))
  rmSync(folder, { recursive: true })
  assert.throws(() => readConfiguration({ DATABASE_URL_FILE: file }), refused(/DATABASE_URL_FILE names .*cannot be read \(ENOENT\)/))
})

test('every bad value is refused with what to write', () => {
  const bad: readonly [Environment, RegExp][] = [
    [{ COUNTERSIGN_DATE: 'x' }, /^There is no variable COUNTERSIGN_DATE\. Did you mean COUNTERSIGN_DATA\?$/],
    [{ COUNTERSIGN_WEBB: 'x' }, /Did you mean COUNTERSIGN_WEB\?/],
    [{ COUNTERSIGN_DATA_FILE: 'x' }, /There is no variable COUNTERSIGN_DATA_FILE/],
    [{ COUNTERSIGN_PORT: '80a' }, /^COUNTERSIGN_PORT is "80a"\. Give a number from 1 to 65533/],
    [{ COUNTERSIGN_PORT: '65534' }, /Give a number/],
    [{ COUNTERSIGN_WEB: 'localhost:3000' }, /^COUNTERSIGN_WEB is "localhost:3000"\. Write scheme, host and port only, as in https:/],
    [{ COUNTERSIGN_WEB: 'http://localhost:3000/app' }, /Write scheme, host and port only/],
    [{ COUNTERSIGN_SIGN: 'http://sign.example.gov.uk' }, /need https, except on localhost: write https:\/\/sign\.example\.gov\.uk\./],
    [{ COUNTERSIGN_SIGN: 'http://localhost:3001' }, /^COUNTERSIGN_WEB and COUNTERSIGN_SIGN have the same host localhost\. Give each its own/],
    [{ COUNTERSIGN_WALL: 'http://wall.localhost:3000' }, /COUNTERSIGN_WEB and COUNTERSIGN_WALL have the same port 3000/],
    [{ COUNTERSIGN_PROXIES: 'proxy.example' }, /^COUNTERSIGN_PROXIES holds "proxy\.example"\. Write IP addresses/],
    [{ DATABASE_URL: 'mysql://x/y' }, /^DATABASE_URL cannot be read\. Write it as in postgres:\/\/user/],
    [{ DATABASE_URL: 'postgres://user:secret@host' }, /names no database/],
    [{ DATABASE_URL: 'postgres://host/db?sslmode=prefer' }, /Write verify-full/],
    [{ DATABASE_URL: 'postgres://host/db?application_name=x' }, /asks for "application_name", which is not known/],
  ]
  for (const [env, sentence] of bad) {
    assert.throws(() => readConfiguration(env), refused(sentence))
    assert.throws(() => readConfiguration(env), (fault: Error) => !fault.message.includes('secret'))
  }
})

test('a DATABASE_URL is read in the forms that libpq knows', () => {
  assert.deepEqual(readDatabaseUrl('postgresql:///countersign?host=/var/run/postgresql'), { host: '/var/run/postgresql', port: 5432, database: 'countersign', ssl: false, user: undefined, password: undefined })
  assert.deepEqual(readDatabaseUrl('postgres://clerk@/countersign?host=/run/pg&port=5433'), { host: '/run/pg', port: 5433, database: 'countersign', ssl: false, user: 'clerk', password: undefined })
})

test('what a part is told about the database is where it is, and no account', () => {
  const url = locationToUrl(readDatabaseUrl('postgres://clerk:secret@db.example:6432/record?sslmode=verify-full'))
  assert.ok(!url.includes('secret') && !url.includes('clerk'))
  assert.deepEqual(readDatabaseUrl(url), { host: 'db.example', port: 6432, database: 'record', ssl: true, user: undefined, password: undefined })
})

test('docs/configuration.md says what the code says', () => {
  assert.equal(readFileSync(join(import.meta.dirname, '../../docs/configuration.md'), 'utf8'), configurationPage())
})
