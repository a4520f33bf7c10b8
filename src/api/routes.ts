// The one list of the API's routes.
import { checkRoute } from './check.ts'
import { onlyPeople } from './only-people.ts'
import { postRoutes } from './posts.ts'
import { recordRoutes } from './record.ts'
import type { Route } from './route.ts'

const offered: readonly Route[] = [checkRoute, ...postRoutes, ...recordRoutes]

export const routes: readonly Route[] = [...offered, ...onlyPeople(offered.map(({ name }) => name))]
