// Words that mend what readers see are kept in this browser alone: the working copy on the server is the draft's.
import { drop, putNow } from "desk/local_words"

const SENT = "desk-mended"

/** Keep the words with which the form is sent until the desk says what became of them. */
export const rememberMended = (words) => {
  putNow(words)
  try {
    sessionStorage.setItem(SENT, JSON.stringify({ ...words, data: {} }))
  } catch {
    // They will be offered again, which loses nothing.
  }
}

/** Forget them, if this page says that they are published. */
export const forgetMended = async () => {
  try {
    const sent = sessionStorage.getItem(SENT)
    sessionStorage.removeItem(SENT)
    if (sent && document.querySelector(".messagelist .success")) await drop(JSON.parse(sent))
  } catch {
    // No storage: nothing was remembered.
  }
}

/** Open the form that mends with such words, as if it had been sent and come back. */
export const reopen = (words, csrf) => {
  const action = `${location.pathname}?words=live`
  const sheet = Object.assign(document.createElement("form"), { method: "post", action, hidden: true })
  const own = { csrfmiddlewaretoken: [csrf.value], seen: [words.base], act: ["show"], _person: [words.person], end: ["1"] }
  for (const [name, values] of Object.entries({ ...words.data, ...own })) {
    for (const value of values) {
      sheet.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }))
    }
  }
  document.body.append(sheet)
  sheet.submit()
}
