import { partsOfKeys } from '../keys/index.ts'

/** Keys as printed on the keyboard. */
export function KeyHint({ keys }: { readonly keys: string }) {
  return (
    <>
      {partsOfKeys(keys).map((key) => (
        <kbd key={key} className="ui-key">
          {key}
        </kbd>
      ))}
    </>
  )
}
