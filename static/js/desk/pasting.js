// What is pasted from Google Docs and Word says bold and italic in styles. The page's policy lets no style in
// from HTML, so the editor would not see them: they are read as text here and become <strong> and <em>.
const TAG = /<[a-z][^>]*>/gi
const HEADINGS = { H1: "h2", H4: "h3", H5: "h3", H6: "h3" }

const declared = (style, name) => style.match(new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`, "i"))?.[1].trim() ?? ""

const replace = (element, tag) => {
  const made = document.createElement(tag)
  made.append(...element.childNodes)
  element.replaceWith(made)
  return made
}

const wrapInside = (element, tag) => {
  const made = document.createElement(tag)
  made.append(...element.childNodes)
  element.append(made)
}

const translate = (element) => {
  const style = element.getAttribute("data-style")
  const weight = declared(style, "font-weight")
  const isBold = /^(bold|bolder|[6-9]00)\b/i.test(weight)
  const isItalic = /^(italic|oblique)/i.test(declared(style, "font-style"))
  const isText = !/^(P|H[1-6]|LI|UL|OL|TABLE|T[DHR]|TBODY|DIV)$/.test(element.tagName)
  element.removeAttribute("data-style")
  let rest = element
  // Google Docs wraps everything in a <b> that is not bold.
  if (/^(B|STRONG)$/.test(element.tagName) && weight && !isBold) rest = replace(element, "span")
  if (isText && isBold && !/^(B|STRONG)$/.test(rest.tagName)) wrapInside(rest, "strong")
  if (isText && isItalic && !/^(I|EM)$/.test(rest.tagName)) wrapInside(rest, "em")
}

/** Return pasted HTML without styles, with what they said about bold and italic as elements. */
export const withoutStyles = (html) => {
  const renamed = html.replace(TAG, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="))
  const { body } = new DOMParser().parseFromString(renamed, "text/html")
  for (const element of body.querySelectorAll("[data-style]")) translate(element)
  for (const heading of body.querySelectorAll("h1, h4, h5, h6")) replace(heading, HEADINGS[heading.tagName])
  return body.innerHTML
}
