// node --test --test-global-setup=test/global-setup.ts: one PostgreSQL for all test files.
import { startTestServer, VARIABLE } from './server.ts'

let stop: () => Promise<void>

export async function globalSetup(): Promise<void> {
  const started = await startTestServer()
  stop = started.stop
  process.env[VARIABLE] = JSON.stringify(started.server)
}

export async function globalTeardown(): Promise<void> {
  await stop()
}
