import { VIEWS } from './views.ts'

export function App() {
  return <main>{VIEWS.map(({ title }) => title).join(' ')}</main>
}
