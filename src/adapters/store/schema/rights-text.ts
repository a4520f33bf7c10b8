// The rights of every role as a text to read and to compare: one line for each table and role, none where the role has nothing.
import type { ClientBase } from 'pg'
import { DATABASE_PARTS, roleOf } from '../../processes/parts.ts'

interface Row { readonly table: string; readonly role: string; readonly privilege: string; readonly whole: boolean; readonly columns: readonly string[] }

/** Asks PostgreSQL what each role may do, rather than reading the grants. */
const QUESTION = `
select c.relname as table, r.role, p.privilege, has_table_privilege(r.role, c.oid, p.privilege) as whole,
  coalesce(array_agg(a.attname::text order by a.attname collate "C") filter (where p.by_column and has_column_privilege(r.role, c.oid, a.attnum, p.privilege)), '{}') as columns
from pg_class c
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
cross join unnest($1::text[]) with ordinality as r (role, place)
cross join (values ('select', true, 1), ('insert', true, 2), ('update', true, 3), ('delete', false, 4), ('truncate', false, 5), ('references', true, 6), ('trigger', false, 7)) as p (privilege, by_column, rank)
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm', 'S', 'f', 'p')
group by c.oid, c.relname, r.role, r.place, p.privilege, p.by_column, p.rank
order by c.relname collate "C", r.place, p.rank`

export async function rightsToText(client: ClientBase): Promise<string> {
  const { rows } = await client.query<Row>(QUESTION, [DATABASE_PARTS.map(roleOf)])
  const lines = Map.groupBy(rows.filter(row => row.whole || row.columns.length > 0), row => `${row.table.padEnd(10)} ${row.role.padEnd(18)}`)
  return [...lines].map(([start, rights]) => `${start} ${rights.map(rightToText).join(', ')}\n`).join('')
}

const rightToText = ({ privilege, whole, columns }: Row): string => (whole ? privilege : `${privilege} (${columns.join(', ')})`)
