// Search in the index that lies beside this page. Everything found is shown as text, never as markup.
'use strict'
;(() => {
  const STEP = 50
  /** Filled by the files of the index: [link, kind, time, who, text] of each item. */
  const items = window.corroborateIndex || []
  const place = document.getElementById('search')
  const fold = (text) =>
    text
      .normalize('NFKD')
      .replace(/[\u0300-\u036f\u200b-\u200d\u2060\ufeff]/g, '')
      .toLocaleLowerCase()
  const digitsOf = (text) => text.replace(/\D/g, '')
  const folded = []

  function make(name, attributes, ...children) {
    const element = document.createElement(name)
    for (const key of Object.keys(attributes)) element.setAttribute(key, attributes[key])
    for (const child of children) element.append(child)
    return element
  }

  function prepare() {
    for (const [, kind, , who, text] of items) folded.push(fold(`${who} ${text} ${kind}`))
  }

  /** Numbers are written with spaces, brackets and hyphens between their digits, and without. */
  const joined = (text) => text.replace(/(\d)[\s().\-/]+(?=\d)/g, '$1')

  /** Every word must occur; four or more digits are found in any spelling of a number. */
  function find(query) {
    const words = fold(query)
      .split(/\s+/)
      .filter((word) => word !== '')
    if (words.length === 0) return []
    const number = digitsOf(query)
    const isNumber = number.length >= 4 && /^[\d\s+().\-/]+$/.test(query.trim())
    const wanted = number.replace(/^0+/, '')
    const found = []
    for (let index = 0; index < items.length; index++) {
      const isHit = isNumber ? joined(folded[index]).includes(wanted) : words.every((word) => folded[index].includes(word))
      if (isHit) found.push(index)
    }
    return found
  }

  const input = make('input', { type: 'search', id: 'query', autocomplete: 'off' })
  const state = make('p', { role: 'status', class: 'soft' })
  const list = make('ol', { class: 'hits' })
  const more = make('button', { type: 'button' }, 'Show more')
  more.hidden = true
  let found = []
  let shown = 0

  function showMore() {
    for (const index of found.slice(shown, shown + STEP)) {
      const [link, kind, time, who, text] = items[index]
      list.append(
        make(
          'li',
          {},
          make('a', { href: link }, kind),
          ` ${time} `,
          make('strong', {}, make('bdi', {}, who)),
          make('br', {}),
          make('bdi', {}, text),
        ),
      )
    }
    shown = Math.min(found.length, shown + STEP)
    more.hidden = shown >= found.length
  }

  function run() {
    if (folded.length < items.length) prepare()
    found = find(input.value)
    shown = 0
    list.textContent = ''
    state.textContent =
      input.value.trim() === ''
        ? `${items.length.toLocaleString('en')} items can be searched.`
        : `${found.length.toLocaleString('en')} found.`
    showMore()
  }

  let timer = 0
  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(run, 150)
  })
  more.addEventListener('click', showMore)
  place.textContent = ''
  place.append(make('p', {}, make('label', { for: 'query' }, 'Search for '), input), state, list, more)
  const asked = decodeURIComponent(window.location.hash.slice(1))
  if (asked !== '' && asked !== 'content') input.value = asked
  run()
})()
