// The parts that the supervisor runs, and what each is called for its folder, its user id and its database role.

/** In the order in which their user ids follow that of the database server; media is the next one's place. */
export const PARTS = ['keeper', 'sign', 'web', 'wall'] as const
export type PartName = (typeof PARTS)[number]

export const isPart = (name: string | undefined): name is PartName => PARTS.includes(name as PartName)

/** Parts that sign in to the database, each as `countersign_<name>`. */
export const DATABASE_PARTS = ['web', 'sign', 'keeper'] as const
export type DatabasePart = (typeof DATABASE_PARTS)[number]

export const roleOf = (part: DatabasePart): string => `countersign_${part}`
