// Why the API does not do what a program asked, each with the sentence that says what to do. What the commands refuse is worded by them.
import { worded } from '../core/reason.ts'
import type { Facts } from '../core/result.ts'

/** `status` is any that HTTP has; the reasons of the mission have three. */
interface ApiReason { readonly status: number; readonly says: (facts: Facts) => string }

export const reasons = {
  ONLY_PEOPLE_SIGN: { status: 403, says: () => 'Tokens and programs can draft and check. Only a person with a passkey can sign or release.' },
  ONLY_ON_THE_PAGES: { status: 403, says: () => 'Tokens and programs can draft and check. A person does this, signed in to the pages.' },
  TOKEN_MISSING: { status: 401, says: () => 'Send a token in the header “Authorization: Bearer …”. An administrator makes one on the page Settings, API tokens.' },
  TOKEN_NOT_GOOD: { status: 401, says: () => 'This token does not count: it is unknown, over or revoked. Ask an administrator for a new one.' },
  SCOPE_MISSING: { status: 403, says: facts => `This token may not ${worded(facts, 'scope', 'do this')}. Ask an administrator for one that may.` },
  REQUEST_WRONG: { status: 400, says: facts => `This request does not have the form that the API takes: ${worded(facts, 'where', 'the request')} ${worded(facts, 'wrong', 'is wrong')}. The form stands in /api/v1/openapi.json; correct it and ask again.` },
  REQUEST_TOO_LONG: { status: 413, says: () => 'What was sent is longer than a post can be. Send less.' },
  REQUEST_NOT_JSON: { status: 415, says: () => 'The API takes JSON alone. Send it with “Content-Type: application/json”.' },
  REQUESTS_TOO_MANY: { status: 429, says: facts => `There were too many requests in the last minute. Wait ${worded(facts, 'seconds', '60')} seconds and ask again.` },
  ADDRESS_NOT_THERE: { status: 404, says: () => 'The API has nothing at this address. What there is stands in /api/v1/openapi.json.' },
} as const satisfies { readonly [code: string]: ApiReason }

export const isApiReason = (code: string): code is keyof typeof reasons => Object.hasOwn(reasons, code)
