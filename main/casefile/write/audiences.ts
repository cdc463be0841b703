/** Saves and removes audiences. Each change is logged, with what it takes out. */
import type { Database } from 'better-sqlite3'
import { type AudienceProfile, CaseError, FULL_AUDIENCE } from '../../contract/index.ts'
import { auditChange } from './auditChange.ts'

export function saveAudience(database: Database, actor: string, profile: AudienceProfile): void {
  const { name, title, places } = profile
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name))
    throw new CaseError('usage', 'The name of an audience is lower-case letters, digits and hyphens, at most 40.')
  if (name === FULL_AUDIENCE) throw new CaseError('usage', 'The audience "full" takes nothing out and cannot be changed. Save another one.')
  if (title.trim() === '') throw new CaseError('usage', 'An audience needs a title: the pages show it.')
  if (places.some(({ radiusMetres }) => radiusMetres <= 0))
    throw new CaseError('usage', 'A place that is taken out needs a radius above 0 m.')
  if (profile.words.some((word) => word.trim().length < 2))
    throw new CaseError('usage', 'Words that are taken out need at least two characters.')
  database
    .transaction(() => {
      database
        .prepare(
          'INSERT INTO audience (name, profile_json, actor, at_ms) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET profile_json = excluded.profile_json, actor = excluded.actor, at_ms = excluded.at_ms',
        )
        .run(name, JSON.stringify(profile), actor, Date.now())
      auditChange(database, actor, 'audience saved', JSON.stringify(profile))
    })
    .immediate()
}

export function removeAudience(database: Database, actor: string, name: string): void {
  database
    .transaction(() => {
      const removed = database.prepare('DELETE FROM audience WHERE name = ?').run(name).changes > 0
      if (!removed) throw new CaseError('not-found', `Nobody saved an audience "${name}" in this case.`)
      auditChange(database, actor, 'audience removed', name)
    })
    .immediate()
}
