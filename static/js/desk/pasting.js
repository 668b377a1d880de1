// What is pasted and dropped into a story's text: read as the server reads it, before the editor sees it.
import { read, readText } from "desk/paste/reading"

// The editor's own mark of how a selection was cut, on the first element that it copies.
const CUT = /<([a-z0-9]+)\s(?:[^>]*\s)?data-pm-slice="([^"]*)"/i

const withCut = (html, source) => {
  const [, tag, how] = source.match(CUT) ?? []
  const start = `<${tag?.toLowerCase()}`
  return tag && /^<[a-z0-9]+[ >]/.test(html) && html.startsWith(start) ? `${start} data-pm-slice="${how}"${html.slice(start.length)}` : html
}

/** Return what of these files a text cannot keep, by kind. */
const kindsOf = (files) => {
  const counts = new Map()
  for (const { type } of files) {
    const kind = type.startsWith("image/") ? "pictures" : /^(audio|video)\//.test(type) ? "media" : "files"
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return [...counts]
}

/** Return what an editor needs for pasting; `remember` hears of each paste what was left out of it. */
export const pasting = (remember) => {
  let isText = false

  const pasted = (tr) => tr.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste")

  return {
    transformPastedHTML: (source) => {
      isText = false
      const { blocks, leftOut } = read(source)
      remember(leftOut)
      // Nothing between the blocks: with the mark, the editor takes a space there for a word.
      return withCut(blocks.join(""), source)
    },
    transformPastedText: (text) => {
      isText = true
      remember([])
      return text
    },
    handlePaste: (view, event, slice) => {
      const data = event.clipboardData
      if (isText) {
        isText = false
        const { blocks } = readText(data.getData("text/plain"))
        const isPlain = blocks.length < 2 && !/^<[uo]l/.test(blocks[0] ?? "")
        if (isPlain) view.dispatch(pasted(view.state.tr.replaceSelection(slice)))
        else view.pasteHTML(blocks.join(""))
        return true
      }
      // A picture alone must not replace what is selected.
      if (slice.size) return false
      if (data?.files.length && !data.getData("text/html")) remember(kindsOf(data.files))
      view.dispatch(pasted(view.state.tr))
      return true
    },
    handleDrop: (view, event) => {
      const { files } = event.dataTransfer ?? {}
      if (!files?.length) return false
      // The browser would open the file in the place of the page.
      event.preventDefault()
      remember(kindsOf(files))
      view.dispatch(pasted(view.state.tr))
      return true
    },
  }
}
