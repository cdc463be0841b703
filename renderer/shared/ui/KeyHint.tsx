/** Keys as printed on the keyboard. */
export function KeyHint({ keys }: { readonly keys: string }) {
  return (
    <>
      {keys.split('+').map((key) => (
        <kbd key={key} className="ui-key">
          {key === ' ' ? 'Space' : key}
        </kbd>
      ))}
    </>
  )
}
