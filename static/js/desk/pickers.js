// Search fields that pick an author, a topic, a photo or a story: names for everybody, pictures where there are some.
const $ = window.django?.jQuery

const picture = (select, id, width) => {
  const image = document.createElement("img")
  image.src = select.dataset.thumbs.replace("/0/", `/${encodeURIComponent(id)}/`)
  image.alt = ""
  image.width = width
  image.loading = "lazy"
  return image
}

/** Show each result with its picture. */
const withPicture = (select) => (result) => {
  if (!result.id) return result.text
  const line = document.createElement("span")
  line.className = "with-picture"
  line.append(picture(select, result.id, 96), result.text)
  return line
}

/** Show what is picked, under the field. */
const showPicked = (select) => {
  const row = select.closest(".form-row")
  let figure = row.querySelector("figure")
  if (!figure) {
    figure = document.createElement("figure")
    row.append(figure)
  }
  figure.replaceChildren(...(select.value ? [picture(select, select.value, 320)] : []))
}

/** Give the parts of a select2 field the names and roles they lack. */
const nameParts = (select) => {
  const box = select.nextElementSibling?.querySelector(".select2-selection")
  if (!box) return
  const label = document.querySelector(`label[for="${select.id}"]`)?.textContent.replace(/:\s*$/, "").trim()
  box.setAttribute("aria-label", [label, select.selectedOptions[0]?.text].filter(Boolean).join(": "))
  box.removeAttribute("aria-labelledby")
  const inner = box.querySelector(".select2-selection__rendered")
  inner?.removeAttribute("role")
  inner?.removeAttribute("aria-readonly")
  if (!box.hasAttribute("aria-controls")) box.setAttribute("aria-controls", `select2-${select.id}-results`)
  box.querySelector(".select2-selection__clear")?.setAttribute("aria-hidden", "true")
}

const start = (select) => {
  nameParts(select)
  $(select)
    .on("change", () => nameParts(select))
    .on("select2:select select2:clear", () => select.dispatchEvent(new Event("input", { bubbles: true })))
    .on("select2:opening", () => {
      if (!select.dataset.thumbs) return
      const { options } = $(select).data("select2").options
      options.templateResult = withPicture(select)
    })
    .on("select2:open", () => {
      const search = document.querySelector(".select2-container--open .select2-search__field")
      search?.setAttribute("aria-label", select.dataset.searching ?? "")
      search?.focus()
      // The list of results stands at the end of the page, outside every landmark.
      const list = search?.closest(".select2-container")
      list?.setAttribute("role", "region")
      list?.setAttribute("aria-label", select.dataset.searching ?? "")
    })
  const adding = document.getElementById(`add_${select.id}`)
  if (adding) adding.title = select.dataset.adding
  if (!select.dataset.thumbs) return
  $(select).on("change", () => showPicked(select))
  showPicked(select)
}

const selects = (root) => root.querySelectorAll("select.admin-autocomplete:not([name*=__prefix__])")

if ($) {
  // Django makes its fields ready in the same event, before this.
  $(() => selects(document).forEach(start))
  document.addEventListener("formset:added", (event) => selects(event.target).forEach(start))
}
