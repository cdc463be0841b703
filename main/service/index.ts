export { findRecord, listRecords, PUBLIC_KINDS, type PublicKind, RECORD_KIND_OF } from './listing.ts'
export { createService, failureOf, invokeTyped, type Service } from './service.ts'
export type { ServiceOptions } from './wiring.ts'
export type { SpawnIngest } from '../ingest/supervise.ts'
