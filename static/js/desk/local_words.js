// Unsaved words in this browser, until the desk has them. IndexedDB outlives a browser that is killed, but what is
// written while a page closes does not reach it; localStorage is the other way round. So both are used.
const DATABASE = "desk"
const STORE = "words"
const PREFIX = "desk-words/"

let opening = null

const database = () => {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" })
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
    asked.onblocked = () => reject(new Error("blocked"))
  })
  return opening
}

const within = async (mode, act) => {
  const store = (await database()).transaction(STORE, mode).objectStore(STORE)
  return new Promise((resolve, reject) => {
    const asked = act(store)
    store.transaction.oncomplete = () => resolve(asked.result)
    store.transaction.onabort = store.transaction.onerror = () => reject(store.transaction.error)
  })
}

/** Return under which key a window's words are kept: a person, a story (or the token of a new one), a window. */
export const keyOf = ({ person, story, token, isMending, tab }) =>
  [person, isMending ? `${story}~live` : (story ?? token), tab].join("/")

/** Keep words while somebody types; say whether the browser took them. */
export const put = async (words) => {
  try {
    await within("readwrite", (store) => store.put({ ...words, key: keyOf(words) }))
    return true
  } catch {
    return putNow(words)
  }
}

/** Keep words while the page closes; say whether the browser took them. */
export const putNow = (words) => {
  try {
    localStorage.setItem(PREFIX + keyOf(words), JSON.stringify({ ...words, key: keyOf(words) }))
    return true
  } catch {
    return false
  }
}

/** Return what keeps `words()`, if there are any then, a while after it is called first. */
export const keeper = (words, pause) => {
  let timer = null
  return () => {
    timer ??= setTimeout(() => {
      timer = null
      const found = words()
      if (found) put(found)
    }, pause)
  }
}

const inStorage = () => {
  const found = []
  try {
    for (const key of Object.keys(localStorage).filter((each) => each.startsWith(PREFIX))) {
      found.push(JSON.parse(localStorage.getItem(key)))
    }
  } catch {
    // No storage, or something that is not ours: nothing is found there.
  }
  return found
}

/** Return a person's words, of each window the last ones, in the order in which they were typed. */
export const all = async (person) => {
  const stored = await within("readonly", (store) => store.getAll()).catch(() => [])
  const found = new Map()
  for (const words of [...stored, ...inStorage()]) {
    const other = found.get(words.key)
    if (words.person === person && !(other?.number > words.number)) found.set(words.key, words)
  }
  return [...found.values()].sort((one, other) => one.at - other.at)
}

/** Forget the words of a window, unless it has stored later ones meanwhile. */
export const drop = async (words) => {
  const key = keyOf(words)
  const isLater = (stored) => stored?.number > words.number
  const there = inStorage().find((each) => each.key === key)
  if (there && !isLater(there)) localStorage.removeItem(PREFIX + key)
  const remove = (store) => {
    const asked = store.get(key)
    asked.onsuccess = () => isLater(asked.result) || store.delete(key)
    return asked
  }
  await within("readwrite", remove).catch(() => {})
}

/** Forget the words of a person who leaves; what others have not sent yet waits for them. */
export const clear = async (person) => {
  for (const words of inStorage()) if (words.person === person) localStorage.removeItem(PREFIX + words.key)
  const theirs = IDBKeyRange.bound(`${person}/`, `${person}/\uffff`)
  await within("readwrite", (store) => store.delete(theirs)).catch(() => {})
}
