// Words that are marked in the text below go into the box of words that must go.
const button = document.querySelector("[data-mark-words]")
const text = document.querySelector("[data-markable]")

if (button && text) {
  const box = document.getElementById("id_words")
  const line = document.querySelector("[data-marked-line]")

  // The way to the button may take the mark away.
  let words = ""
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection()
    const marked = text.contains(selection.anchorNode) ? selection.toString().trim().replace(/\s+/g, " ") : ""
    words = marked || words
  })

  button.hidden = false
  button.addEventListener("click", () => {
    if (!words) {
      text.querySelector("h2").scrollIntoView()
      return
    }
    box.value = [box.value.trimEnd(), words].filter(Boolean).join("\n")
    line.textContent = button.dataset.marked.replace("%(words)s", words)
    words = ""
  })
}
