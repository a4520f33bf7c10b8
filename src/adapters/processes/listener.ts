// Which user listens on a port of this machine: so that a token is not handed to whoever took the port while its owner was being restarted.
import { readFileSync } from 'node:fs'

const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'] as const
const LISTENING = '0A'

/** The user ids of everybody who listens on the port; undefined where this system does not say. */
export function listenersOn(port: number): readonly number[] | undefined {
  try {
    return TABLES.flatMap(table => listenersIn(readFileSync(table, 'utf8'), port))
  } catch {
    return undefined
  }
}

/** Reads the kernel's table: the local address is the second column with the port in hexadecimal, the state the fourth, the user the eighth. */
export function listenersIn(table: string, port: number): readonly number[] {
  const wanted = ':' + port.toString(16).toUpperCase().padStart(4, '0')
  return table.split('\n').slice(1).map(line => line.trim().split(/\s+/)).filter(columns => columns[1]?.endsWith(wanted) && columns[3] === LISTENING).map(columns => Number(columns[7]))
}
