// The contract that every platform's adapter passes, held against a real small platform and its twins: for tests, of this product and of adapters that others write.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instantOf } from '../../core/instant.ts'
import type { Credential, PlatformAdapter, SentRequest } from './platform.ts'

/** How the outside behaves while one send is under way. */
export type Weather =
  | 'fair'
  /** It takes the post, and the connection drops before its answer comes. */
  | 'drops after taking'
  /** The connection drops before it has taken anything. */
  | 'drops before taking'
  /** It takes the post, and answers later than anybody waits. */
  | 'slow'
  /** It answers with a fault of its own after taking the post. */
  | 'fails after taking'
  /** It says no. */
  | 'refuses'
  /** It says that the post lies elsewhere. */
  | 'redirects'
  /** It answers with something that is no answer. */
  | 'babbles'
  /** Nobody listens. */
  | 'away'

export interface UnderTest {
  readonly adapter: PlatformAdapter
  readonly credential: Credential
  /** The requests that carry these words. */
  requestsFor(words: string): readonly SentRequest[]
  setWeather(weather: Weather): void
  /** How often these words stand on the platform, asked of the platform itself. */
  count(words: string): number
  /** Changes or removes what was posted, as somebody else would. */
  tamper(words: string, how: 'edit' | 'delete'): void
  /** Every value of an Authorization header that any other host than the credential's own got. */
  strayCredentials(): readonly string[]
}

/** Runs the suite. `name` says which adapter it is. */
export function platformContract(name: string, begin: () => Promise<UnderTest>): void {
  const begun = begin()
  let posts = 0
  const fresh = (): string => `The harbour opens at ${++posts} o’clock.`
  const LONG_AGO = instantOf(0)
  const looking = (given: UnderTest, words: string, more: { readonly since?: typeof LONG_AGO; readonly except?: ReadonlySet<string> } = {}) =>
    given.adapter.confirm({ credential: given.credential, content: given.adapter.contentOf(given.requestsFor(words)), since: LONG_AGO, except: new Set(), ...more })

  test(`${name}: a send is sent once, is found, and reads back equal`, async () => {
    const given = await begun, words = fresh()
    given.setWeather('fair')
    const came = await given.adapter.send(given.requestsFor(words), given.credential)
    assert.ok(came.outcome === 'sent')
    assert.equal(given.count(words), 1)
    assert.deepEqual(await looking(given, words).then(found => found.found === 'there' && found.remote), came.remote)
    assert.equal(await given.adapter.readBack(came.remote, given.adapter.contentOf(given.requestsFor(words)), given.credential), 'equal')
    assert.ok((await given.adapter.listTimeline(LONG_AGO, given.credential))!.some(({ remote }) => remote === came.remote))
  })

  for (const [weather, outcome, stands] of [
    ['drops after taking', 'unknown', 1], ['fails after taking', 'unknown', 1], ['slow', 'unknown', 1], ['drops before taking', 'unknown', 0], ['babbles', 'unknown', 1], ['redirects', 'unknown', 0],
    ['refuses', 'refused', 0], ['away', 'not-sent', 0],
  ] as const) {
    test(`${name}: when it ${weather === 'away' ? 'is away' : weather === 'slow' ? 'is slow' : weather}, a send is ${outcome}, and looking tells whether it happened`, async () => {
      const given = await begun, words = fresh()
      given.setWeather(weather)
      const came = await given.adapter.send(given.requestsFor(words), given.credential)
      assert.equal(came.outcome, outcome)
      assert.equal(given.count(words), stands, 'it is never sent again by the adapter itself')
      given.setWeather('fair')
      assert.equal((await looking(given, words)).found, stands === 1 ? 'there' : 'not-there')
    })
  }

  test(`${name}: where nobody answers, looking and reading back cannot tell`, async () => {
    const given = await begun, words = fresh()
    for (const weather of ['away', 'babbles', 'slow'] as const) {
      given.setWeather(weather)
      assert.equal((await looking(given, words)).found, 'cannot-tell')
      assert.equal(await given.adapter.readBack('00000000-0000-4000-8000-000000000000', given.adapter.contentOf(given.requestsFor(words)), given.credential), 'cannot-tell')
      assert.equal(await given.adapter.listTimeline(LONG_AGO, given.credential), undefined)
    }
    given.setWeather('fair')
  })

  test(`${name}: what stood there before, or belongs to another send, is not taken for this one`, async () => {
    const given = await begun, words = fresh()
    given.setWeather('fair')
    const came = await given.adapter.send(given.requestsFor(words), given.credential)
    assert.ok(came.outcome === 'sent')
    assert.equal((await looking(given, words, { since: instantOf(Date.now() + 60_000) })).found, 'not-there')
    assert.equal((await looking(given, words, { except: new Set([came.remote]) })).found, 'not-there')
  })

  test(`${name}: what somebody changed reads back different, and what was removed is gone`, async () => {
    const given = await begun
    for (const [how, sameness] of [['edit', 'different'], ['delete', 'gone']] as const) {
      const words = fresh(), content = given.adapter.contentOf(given.requestsFor(words))
      const came = await given.adapter.send(given.requestsFor(words), given.credential)
      assert.ok(came.outcome === 'sent')
      given.tamper(words, how)
      assert.equal(await given.adapter.readBack(came.remote, content, given.credential), sameness)
    }
  })

  test(`${name}: the credential goes to no other host and no other path`, async () => {
    const given = await begun, requests = given.requestsFor(fresh())
    given.setWeather('fair')
    for (const other of [{ host: 'localhost:9' }, { path: '/elsewhere' }]) {
      await assert.rejects(given.adapter.send(requests.map(request => ({ ...request, ...other })), given.credential))
    }
    assert.deepEqual(given.strayCredentials(), [])
  })
}
