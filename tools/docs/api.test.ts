// docs/api.md says what the API's routes say.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { root } from '../root.ts'
import { apiPage } from './api.ts'
import { apiDocument, outdated } from './pages.ts'

test('the page of the API is the one that the routes give', async () => {
  assert.deepEqual(await outdated(root, apiDocument), [])
})

test('the page of the API names the routes, the refusals with their status, and every command that only people give', () => {
  const page = apiPage()
  for (const words of ['| `POST /check` |', '## PUT /posts/{number}/draft', '`STALE_SAVE` (409)', '| `release-post` | Release now | `ONLY_PEOPLE_SIGN` |', '"openapi": "3.1.0"']) assert.ok(page.includes(words), words)
})
