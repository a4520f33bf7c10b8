// A credential as the keeper keeps it: one file for each channel in a folder of the keeper's own, bound to the one host and path that it may be sent to.
import { conform, matching, members, words } from '../../core/form.ts'
import type { ChannelId } from '../../core/id.ts'
import type { Credential } from './platform.ts'

/** The folder, inside the keeper's. */
export const CREDENTIALS = 'credentials'
export const credentialFile = (channel: ChannelId): string => `${CREDENTIALS}/${channel}.json`

const form = members({ platform: words(40, 1), host: matching(/^[a-z0-9.[\]:-]{1,120}$/, 'is not a host'), path: matching(/^\/[\w./-]{0,120}$/, 'is not a path'), secret: words(10_000, 1) })

export const credentialToText = (credential: Credential): string => JSON.stringify(conform<Credential>('the credential', form, credential))

/** Throws on anything that is not exactly a credential. */
export const textToCredential = (text: string): Credential => conform<Credential>('the credential', form, JSON.parse(text))
