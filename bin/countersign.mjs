#!/usr/bin/env node
// The command's door: runs src/main.ts on Node 24, handing over to the project's own Node when it finds itself on an older one.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const WANTED = 24

if (Number(process.versions.node.split('.')[0]) >= WANTED) {
  await import('../src/main.ts')
} else {
  const child = spawn(ownNode(), ['--disable-warning=ExperimentalWarning', fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

function ownNode() {
  try {
    return createRequire(import.meta.url).resolve(`node-${process.platform}-${process.arch}/bin/node`)
  } catch {
    console.error(`Countersign needs Node ${WANTED}, and this is ${process.version}. Run "npm ci" in its folder, or install Node ${WANTED}.`)
    process.exit(2)
  }
}
