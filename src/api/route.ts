// The shape of a route: all that is known of it stands in one object, from which the door, the OpenAPI document and the documents are made.
import type { Static, TObject, TSchema } from 'typebox'
import type { Behind } from '../adapters/http-door.ts'
import type { Scope, Token } from '../commands/token.ts'
import type { Done, Refusal } from '../core/result.ts'
import type { Asking } from '../queries/asking.ts'

/** A request whose token counts and may do this, and whose every part has the form of its schema. */
export interface Call<Path extends TObject = TObject, Query extends TObject = TObject, Body extends TSchema = TSchema> {
  readonly behind: Behind
  readonly token: Token
  readonly path: Static<Path>
  readonly query: Static<Query>
  readonly body: Static<Body>
  /** Asks as the token's person. */
  ask<Value>(question: (asking: Asking) => Promise<Value>): Promise<Value>
}

/** A refusal with what the reader needs beside its sentence, such as the other text. */
export interface Refused extends Refusal { readonly beside?: { readonly [member: string]: unknown } }
export type Answer = Done<unknown> | Refused

interface Described {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Below /api/v1, as OpenAPI writes it: `/posts/{number}`. */
  readonly at: string
  /** Its name in the document: the command's own where it runs one. */
  readonly name: string
  readonly title: string
  readonly says: string
  /** What the token must be for; null where any token gets the same answer. */
  readonly scope: Scope | null
  /** The codes that a caller should be ready for, beside those of every route. */
  readonly refuses: readonly string[]
  readonly answers: { readonly status: 200 | 201; readonly type: 'application/json' | 'text/plain; charset=utf-8'; readonly schema: TSchema }
}

/** A route as it is written. `bodyReadBy`: the schema describes the body, and the code that runs reads and refuses it in its own words. */
export interface Written<Path extends TObject, Query extends TObject, Body extends TSchema> extends Described {
  readonly path?: Path
  readonly query?: Query
  readonly body?: Body
  readonly bodyReadBy?: 'route'
  readonly run: (call: Call<Path, Query, Body>) => Promise<Answer>
}
export type Route = Written<TObject, TObject, TSchema>

/** Every part is checked against its own schema before it runs, so that a list may hold routes of all forms. */
export const route = <Path extends TObject = TObject, Query extends TObject = TObject, Body extends TSchema = TSchema>(written: Written<Path, Query, Body>): Route => written as unknown as Route
