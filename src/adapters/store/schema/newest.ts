// The name of the newest migration, alone in a file: a start that has nothing to migrate loads nothing else of the schema.

export const NEWEST = '0003-api-tokens'
