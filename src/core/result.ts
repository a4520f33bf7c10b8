// What an act gives back: a value, or a refusal that says why and that the reader can act on.

export type Facts = { readonly [name: string]: string | number | readonly string[] | null }

/** An expected "no". `code` names the sentence; `facts` fill it. */
export interface Refusal { readonly ok: false; readonly code: string; readonly facts: Facts }
export interface Done<Value> { readonly ok: true; readonly value: Value }
export type Result<Value> = Done<Value> | Refusal

export const done = <Value>(value: Value): Done<Value> => ({ ok: true, value })
export const refuse = (code: string, facts: Facts = {}): Refusal => ({ ok: false, code, facts })
