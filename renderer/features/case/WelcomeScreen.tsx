export function WelcomeScreen() {
  return <main />
}
