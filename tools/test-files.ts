// Finds the test files and sorts them: those that need nothing, and those that start servers, browsers or processes.
import { globSync } from 'node:fs'

export interface TestFiles {
  readonly units: readonly string[]
  readonly servers: readonly string[]
}

/** A test that needs a server is named `*.server.test.ts` or lives in `test/`. With `named`, only files whose path holds one of the words. */
export function findTests(root: string, named: readonly string[] = []): TestFiles {
  const all = globSync('{src,tools,test}/**/*.test.ts', { cwd: root, exclude: ['**/node_modules'] }).toSorted()
  const files = named.length === 0 ? all : all.filter(file => named.some(word => file.includes(word)))
  return { units: files.filter(file => !needsServer(file)), servers: files.filter(needsServer) }
}

const needsServer = (file: string): boolean => file.startsWith('test/') || file.endsWith('.server.test.ts')
