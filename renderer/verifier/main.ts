/** The page: takes a folder, shows what differs. Everything from the package is a text node. */
import { verifierWords as words } from '../shared/wording/verifier.ts'
import { type Checked, checkFiles, type Difference, type Offered } from './check.ts'
import { filesOfDrop, filesOfInput } from './offered.ts'

const result = byId('result')
const input = byId('folder') as HTMLInputElement
const dropArea = byId('drop')

function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`the page has no ${id}`)
  return found
}

/** Direction overrides and control characters of file names are shown as what they are. */
const visible = (text: string): string =>
  text.replace(
    /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `⟦U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟧`,
  )

function element(name: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(name)
  made.textContent = visible(text)
  if (className !== '') made.className = className
  return made
}

function box(className: string, ...children: readonly Node[]): HTMLElement {
  const made = document.createElement('section')
  made.className = className
  made.append(...children)
  return made
}

const count = (number: number): string => number.toLocaleString('en')
let turn = 0

async function run(offered: Promise<readonly Offered[]>): Promise<void> {
  const own = ++turn
  const status = element('p', '…')
  result.replaceChildren(box('running', status))
  const files = await offered
  if (files.length === 1 && /\.zip$/i.test(files[0]?.path ?? '')) return show(own, box('bad', element('p', words.isZip)))
  const checked = await checkFiles(files, (done, total) => {
    if (own === turn) status.textContent = words.running(count(done), count(total))
  })
  show(own, ...(checked === null ? [box('bad', element('p', words.noManifest))] : verdict(checked)))
}

/** Whoever chooses another folder meanwhile sees that one's result. */
function show(own: number, ...children: readonly Node[]): void {
  if (own === turn) result.replaceChildren(...children)
}

function verdict(checked: Checked): Node[] {
  const { differences, count: total, fingerprint, facts } = checked
  const head =
    differences.length === 0
      ? box('good', element('h2', words.okTitle), element('p', words.ok(count(total))))
      : box('bad', element('h2', words.notOkTitle(count(differences.length), differences.length === 1)), element('p', words.notOk))
  const signed =
    fingerprint === null
      ? []
      : [box('plain', element('h2', words.signedBy), element('p', fingerprint, 'mono'), element('p', words.compare))]
  return [head, ...listsOf(differences), ...signed, ...factList(facts)]
}

function listsOf(differences: readonly Difference[]): Node[] {
  return (Object.keys(words.kinds) as (keyof typeof words.kinds)[]).flatMap((kind) => {
    const own = differences.filter((difference) => difference.kind === kind)
    if (own.length === 0) return []
    const list = document.createElement('ul')
    for (const { path, text } of own) {
      const item = document.createElement('li')
      if (path !== null) item.append(element('b', path, 'mono'), ' ')
      item.append(visible(text))
      list.append(item)
    }
    return [box('plain', element('h2', words.kinds[kind]), list)]
  })
}

function factList(facts: Checked['facts']): Node[] {
  if (facts.length === 0) return []
  const list = document.createElement('dl')
  for (const [label, value] of facts) list.append(element('dt', label), element('dd', value))
  return [box('plain', element('h2', words.made), list)]
}

for (const [id, text] of Object.entries({
  title: words.title,
  lead: words.lead,
  'folder-label': words.choose,
  'drop-words': words.drop,
  hint: words.hint,
  'limits-title': words.limits,
  limits: words.limit,
}))
  byId(id).textContent = text
document.title = words.title

input.addEventListener('change', () => {
  void run(Promise.resolve(filesOfInput(input.files)))
  // So that the same folder can be chosen again.
  input.value = ''
})
for (const name of ['dragover', 'drop', 'dragleave'] as const) {
  document.addEventListener(name, (event) => {
    event.preventDefault()
    dropArea.classList.toggle('is-over', name === 'dragover')
    if (name === 'drop' && event.dataTransfer !== null) void run(filesOfDrop(event.dataTransfer))
  })
}
