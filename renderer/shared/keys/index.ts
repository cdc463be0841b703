export { listBindings, partsOfKeys, startKeys, type KeyBinding } from './bindings.ts'
export { useKeys } from './useKeys.ts'
