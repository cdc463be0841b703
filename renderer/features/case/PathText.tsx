/** A path on one line that is cut in its folders: the name at its end tells one case from another. */
export function PathText({ path, className = '' }: { readonly path: string; readonly className?: string }) {
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1
  return (
    <span className={`path-text ${className}`} title={path}>
      <bdi className="path-text-folder">{path.slice(0, end)}</bdi>
      <bdi className="path-text-name">{path.slice(end)}</bdi>
    </span>
  )
}
