// Filling a new demo: a process of its own, as sign's user, speaks to web and sign like any browser; the supervisor itself speaks to nobody.
import { CannotStart } from '../cannot-start.ts'
import { isStamped, stamp } from './folder.ts'
import { listen } from './keep.ts'
import { spawnPart, type Launch } from './spawn-part.ts'

const LOADED = 'loaded'

/** Returns when the demo has its people and posts. If we crash on the way, the next start loads again, and what is there already stays. */
export async function loadDemo(launch: Launch, say: (text: string) => void, stop: AbortSignal): Promise<void> {
  const { data } = launch.configuration
  if (isStamped(data, LOADED)) return
  const loader = spawnPart(launch, 'sign', 'load-demo')
  let last = ''
  listen(loader, line => {
    last = line
    say(line)
  })
  loader.stdio[3]?.on('error', () => {})
  stop.addEventListener('abort', () => loader.kill('SIGKILL'))
  const status = await new Promise<number | string>((resolve, reject) => {
    loader.once('error', reject).once('close', (code, signal) => resolve(code ?? signal ?? 'nothing'))
  })
  if (status !== 0) throw new CannotStart(`The demo could not be loaded (${status}). ${last}`)
  stamp(data, LOADED)
}
