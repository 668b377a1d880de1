// How many words a story has, and how long it takes to read.
const WORDS_A_MINUTE = 220

/** Count as the site does: pull quotes repeat the text, so they do not count. */
export const countWords = (doc) => {
  const texts = []
  doc.descendants((node) => {
    if (node.type.name === "pull") return false
    if (node.isTextblock) texts.push(node.textBetween(0, node.content.size, " ", " "))
    return !node.isTextblock
  })
  return texts.join(" ").split(/[\s—]+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}

/** Keep a line such as "612 words · 3 min" true while somebody writes. */
export const showCount = (editor, place, words) => {
  const show = () => {
    const count = countWords(editor.state.doc)
    const minutes = Math.max(1, Math.round(count / WORDS_A_MINUTE))
    place.textContent = words.count.replace("%(words)s", count).replace("%(minutes)s", minutes)
  }
  editor.on("update", show)
  show()
}
