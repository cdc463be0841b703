export function Inspector(_props: { readonly close: () => void }) {
  return <aside />
}
