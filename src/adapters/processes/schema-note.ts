// Which schema the database of a data folder has, noted beside it so that an ordinary start need not ask.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NEWEST } from '../store/schema/newest.ts'

const fileOf = (data: string): string => join(data, 'schema')

export const schemaOf = (data: string): string => (existsSync(fileOf(data)) ? readFileSync(fileOf(data), 'utf8') : '')

/** Written after the migrations: if we crash before, they are looked at again. */
export const noteSchema = (data: string): void => writeFileSync(fileOf(data), NEWEST, { mode: 0o644, flush: true })
