/** The page that was open in this view, while the window is open. */
export type PeoplePage =
  | { readonly type: 'suggestions' }
  | { readonly type: 'identities' }
  | { readonly type: 'person'; readonly id: number }

let kept: { readonly casePath: string; readonly page: PeoplePage } | null = null

export function rememberedPage(casePath: string): PeoplePage | null {
  return kept?.casePath === casePath ? kept.page : null
}

export function rememberPage(casePath: string, page: PeoplePage): void {
  kept = { casePath, page }
}
