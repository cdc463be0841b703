export { createService, invokeTyped, type Service, type ServiceOptions } from './service.ts'
export type { ChildLike, SpawnIngest } from '../ingest/supervise.ts'
