// The sentence under the text that says what a paste left out, with a button that takes the paste back.

/** Return what hears of each paste what was left out, and shows it once the editor has the paste. */
export const showLeftOut = (frame, words) => {
  const place = document.createElement("div")
  place.className = "left-out"
  place.setAttribute("role", "status")
  frame.append(place)
  let waiting = []

  const takeBack = (editor, transactions) => {
    const { tr } = editor.state
    for (const { steps, docs } of transactions.toReversed()) {
      for (let place = steps.length - 1; place >= 0; place--) tr.step(steps[place].invert(docs[place]))
    }
    place.replaceChildren()
    editor.view.dispatch(tr.scrollIntoView())
    editor.commands.focus()
  }

  const sentence = () => {
    const things = waiting.map(([kind, count]) => `${words.kinds[kind]} (${count})`)
    return words.left_out.replace("%(things)s", things.join(", "))
  }

  const show = (editor, transactions) => {
    place.replaceChildren()
    if (!waiting.length) return
    const line = document.createElement("p")
    const button = document.createElement("button")
    button.type = "button"
    button.className = "button"
    button.textContent = words.take_back
    button.addEventListener("click", () => takeBack(editor, transactions))
    line.append(sentence())
    place.append(line)
    if (transactions.some(({ docChanged }) => docChanged)) line.append(" ", button)
    waiting = []
  }

  /** Show what a paste left out; once something else is written, only Ctrl+Z could take it back. */
  const follow = ({ editor, transaction, appendedTransactions = [] }) => {
    if (/^(paste|drop)$/.test(transaction.getMeta("uiEvent"))) show(editor, [transaction, ...appendedTransactions])
    else if (transaction.docChanged) place.querySelector("button")?.remove()
  }

  return { remember: (leftOut) => (waiting = leftOut), follow }
}
