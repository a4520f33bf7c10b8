// Which machine a host name stands for: this one for the installation's own wall and for localhost, and nothing beyond it in a demonstration.
import type { Site } from '../configuration.ts'

export interface Way { readonly secure: boolean; readonly connectTo: string; readonly port: number; readonly serverName: string }
/** The way to a host, or nothing where this installation may not go there (invariant 23). */
export type Reach = (host: string) => Way | undefined

export interface ReachGiven {
  readonly wall: Site
  /** Whether this installation may go nowhere else. */
  readonly onlyThisMachine: boolean
  /** Whether whoever listens at the wall's port now is the wall. Asked before each connection. */
  readonly isTheWall?: () => boolean
}

export const isThisMachine = (name: string): boolean => name === 'localhost' || name.endsWith('.localhost') || name === '127.0.0.1' || name === '[::1]'

/** The wall is met on this machine whatever it is called outside: the token then crosses no network. `localhost` names are not in Node's resolver. */
export function reachFrom({ wall, onlyThisMachine, isTheWall = () => true }: ReachGiven): Reach {
  return host => {
    const [, name, port] = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?$/.exec(host) ?? []
    if (name === undefined || Number(port ?? 1) > 65_535) return undefined
    if (host === wall.host && !isTheWall()) return undefined
    if (host === wall.host) return { secure: false, connectTo: '127.0.0.1', port: wall.port, serverName: name }
    if (isThisMachine(name)) return { secure: false, connectTo: name === '[::1]' ? '::1' : '127.0.0.1', port: Number(port ?? 80), serverName: name }
    return onlyThisMachine ? undefined : { secure: true, connectTo: name, port: Number(port ?? 443), serverName: name }
  }
}
