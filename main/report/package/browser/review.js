// Marks and comments of a reviewer. Nothing leaves the browser but the one file that the reviewer saves.
'use strict'
;(() => {
  const packageId = document.body.dataset.package
  const storageName = `corroborate-review:${packageId}`
  const MARKS = [
    ['', 'no mark'],
    ['important', 'important'],
    ['question', 'question'],
    ['objection', 'objection'],
    ['agreed', 'agreed'],
  ]
  let isKept = true
  let review = read()

  function read() {
    const none = { reviewer: '', items: {} }
    try {
      const kept = JSON.parse(window.localStorage.getItem(storageName) || 'null')
      return kept && typeof kept === 'object' && kept.items && typeof kept.items === 'object' ? kept : none
    } catch {
      isKept = false
      return none
    }
  }

  function keep() {
    try {
      window.localStorage.setItem(storageName, JSON.stringify(review))
      isKept = true
    } catch {
      isKept = false
    }
    showState()
  }

  /** An element with text; text is never markup. */
  function make(name, attributes, ...children) {
    const element = document.createElement(name)
    for (const key of Object.keys(attributes)) element.setAttribute(key, attributes[key])
    for (const child of children) element.append(child)
    return element
  }

  const listed = () => Object.keys(review.items).filter((item) => review.items[item].mark !== '' || review.items[item].comment !== '')

  function change(item, record, number, changes) {
    const before = review.items[item] || { mark: '', comment: '' }
    const page = window.location.pathname.split('/').pop()
    review.items[item] = { ...before, ...changes, record, number, page, at: new Date().toISOString() }
    keep()
  }

  function controls(element) {
    const { item, record, number } = element.dataset
    const now = review.items[item] || { mark: '', comment: '' }
    const select = make('select', {}, ...MARKS.map(([value, words]) => make('option', { value }, words)))
    select.value = now.mark
    const text = make('textarea', { rows: '2' })
    text.value = now.comment
    const summary = make('summary', {})
    const name = () => {
      const { mark, comment } = review.items[item] || now
      summary.textContent = `Remark on ${number ? `exhibit ${number}` : `item ${item}`}${mark === '' ? '' : `: ${mark}`}${comment === '' ? '' : ' (with comment)'}`
    }
    select.addEventListener('change', () => {
      change(item, record, number, { mark: select.value })
      name()
    })
    text.addEventListener('input', () => {
      change(item, record, number, { comment: text.value })
      name()
    })
    name()
    const box = make('details', { class: 'review' }, summary, make('label', {}, 'Mark ', select), make('label', {}, 'Comment ', text))
    box.open = now.mark !== '' || now.comment !== ''
    element.append(box)
  }

  function save() {
    if (review.reviewer.trim() === '') {
      const name = window.prompt('Your name, as it shall stand beside your marks and comments:')
      if (name === null || name.trim() === '') return
      review.reviewer = name.trim()
      keep()
    }
    const items = listed()
      .map((item) => {
        const { mark, comment, record, at } = review.items[item]
        return { item, record, mark, comment, at }
      })
      .sort((a, b) => (a.item < b.item ? -1 : 1))
    const saved = {
      format: 'corroborate-review',
      formatVersion: 1,
      package: packageId,
      case: document.body.dataset.case,
      reviewer: review.reviewer,
      savedAt: new Date().toISOString(),
      items,
    }
    const link = make('a', { download: `review ${review.reviewer.replace(/[^\p{L}\p{N} ._-]+/gu, '')}.json` })
    link.href = URL.createObjectURL(new Blob([`${JSON.stringify(saved, null, 1)}\n`], { type: 'application/json' }))
    document.body.append(link)
    link.click()
    link.remove()
    setTimeout(() => URL.revokeObjectURL(link.href), 10000)
  }

  /** Goes on with a review that was saved before; what was changed later wins, item by item. */
  async function load(file) {
    const saved = JSON.parse(await file.text())
    if (saved.format !== 'corroborate-review' || saved.package !== packageId || !Array.isArray(saved.items))
      throw new Error('This file is not a review of this package.')
    if (review.reviewer === '') review.reviewer = String(saved.reviewer)
    for (const { item, record, mark, comment, at } of saved.items) {
      const before = review.items[item]
      if (before === undefined || String(before.at) < String(at))
        review.items[String(item)] = {
          mark: String(mark),
          comment: String(comment),
          record: String(record),
          at: String(at),
          page: before ? before.page : '',
        }
    }
    keep()
    window.location.reload()
  }

  const state = make('span', { role: 'status' })
  let bar = null
  function showState() {
    const count = listed().length
    if (bar !== null) bar.classList.toggle('is-used', count > 0 || !isKept)
    state.textContent = `${count} ${count === 1 ? 'item' : 'items'} marked or commented on.${isKept ? '' : ' This browser keeps nothing from page to page: save before you leave this page.'}`
  }

  const button = (words, run) => {
    const element = make('button', { type: 'button' }, words)
    element.addEventListener('click', run)
    return element
  }

  function overview(place) {
    const name = make('input', { type: 'text', autocomplete: 'name' })
    name.value = review.reviewer
    name.addEventListener('input', () => {
      review.reviewer = name.value
      keep()
    })
    const input = make('input', { type: 'file', accept: '.json,application/json' })
    const problem = make('p', { role: 'alert' })
    input.addEventListener('change', () => {
      const [file] = input.files
      if (file) load(file).catch((error) => (problem.textContent = error.message))
    })
    const forget = button('Delete all my marks and comments', () => {
      if (!window.confirm('Delete all your marks and comments on this package from this browser?')) return
      review = { reviewer: review.reviewer, items: {} }
      keep()
      window.location.reload()
    })
    place.append(
      make('p', {}, make('label', {}, 'Your name ', name)),
      make('p', {}, button('Save my review', save), ' ', forget),
      make('p', {}, make('label', {}, 'Go on with a review that you saved ', input)),
      problem,
      table(),
    )
  }

  function table() {
    const rows = listed()
      .sort((a, b) => (review.items[a].at < review.items[b].at ? -1 : 1))
      .map((item) => {
        const { mark, comment, at, page, number } = review.items[item]
        const name = number ? `Exhibit ${number}` : item
        const link = page ? make('a', { href: `${page}#${item}` }, name) : name
        const words = make('bdi', {}, comment)
        return make(
          'tr',
          {},
          make('td', {}, link),
          make('td', {}, mark),
          make('td', {}, words),
          make('td', { class: 'date' }, String(at).replace('T', ' ').slice(0, 19)),
        )
      })
    if (rows.length === 0) return make('p', {}, 'You have not marked or commented on anything yet.')
    const head = make('tr', {}, ...['Item', 'Mark', 'Comment', 'When (UTC)'].map((words) => make('th', { scope: 'col' }, words)))
    return make('table', {}, make('thead', {}, head), make('tbody', {}, ...rows))
  }

  const place = document.getElementById('review')
  if (place !== null) overview(place)
  for (const element of document.querySelectorAll('[data-item]')) controls(element)
  bar = make('aside', { class: 'review-bar', 'aria-label': 'My review' }, state, ' ', button('Save my review', save))
  if (place === null) document.querySelector('main').append(bar)
  else place.prepend(state)
  showState()
})()
