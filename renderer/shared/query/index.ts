export { fetchQuery, queries } from './queries.ts'
export { useCall, type Call } from './useCall.ts'
export { useContractEvent } from './useContractEvent.ts'
export { useQuery, type Query, type QueryOptions } from './useQuery.ts'
