// One rendering a platform: pure, and the same in composer, signing page, keeper and post page.
import type { Channel, Platform } from '../channel.ts'
import type { Part } from '../part.ts'
import type { Request } from '../request.ts'
import { renderForWall } from './wall.ts'

const renderings: { readonly [Name in Platform]: (channel: Channel, parts: readonly Part[]) => readonly Request[] } = { wall: renderForWall }

/** The requests that would carry these parts to this channel, in order. */
export const render = (channel: Channel, parts: readonly Part[]): readonly Request[] => renderings[channel.platform](channel, parts)
