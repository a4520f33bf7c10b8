// Tests of who listens on a port: in the kernel's own words, and on this machine.
import assert from 'node:assert/strict'
import { createServer, type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { listenersIn, listenersOn } from './listener.ts'

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0BBA 00000000:0000 0A 00000000:00000000 00:00000000 00000000 60711        0 31337 1 0000000000000000 100 0 0 10 0
   1: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000 60710        0 31338 1 0000000000000000 100 0 0 10 0
   2: 0100007F:0BBA 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 31339 1 0000000000000000 20 4 30 10 -1
`

test('only who listens counts, not who is connected, and only on that port', () => {
  assert.deepEqual(listenersIn(TABLE, 3002), [60711])
  assert.deepEqual(listenersIn(TABLE, 3000), [60710])
  assert.deepEqual(listenersIn(TABLE, 3001), [])
})

test('on this machine it sees its own listener', { skip: process.platform !== 'linux' && 'only Linux keeps this table' }, async () => {
  const server = createServer()
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo
  assert.deepEqual(listenersOn(port), [process.getuid?.()])
  await new Promise(resolve => { server.close(resolve) })
  assert.deepEqual(listenersOn(port), [])
})
