// What the measurements see of the peers, which are plain JavaScript with packages of their own.
export interface Peer { readonly posts: number; readonly load: (phrases: readonly string[]) => Promise<(text: string) => number | Promise<number>> }
export const PEERS: { readonly [name: string]: Peer }
export const PLAIN_PEERS: { readonly [name: string]: Peer }
export function alternatives(phrases: readonly string[]): string
