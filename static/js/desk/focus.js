// The point of the lead image that a crop must keep: press on the picture, or type the two numbers beside it.
const row = document.querySelector(".field-lead_image")
const across = document.getElementById("id_focal_x")
const down = document.getElementById("id_focal_y")

const part = (field) => Math.min(1, Math.max(0, Number(field.value) || 0))

/** Put the mark where the numbers say; it is a picture of them, nothing to press. */
const show = () => {
  const figure = row.querySelector("figure")
  const image = figure?.querySelector("img")
  if (!image) return
  let mark = figure.querySelector(".focus-mark")
  if (!mark) {
    mark = document.createElement("span")
    mark.className = "focus-mark"
    figure.append(mark)
  }
  mark.style.left = `${part(across) * 100}%`
  mark.style.top = `${part(down) * 100}%`
}

const set = (event) => {
  if (!event.target.matches("figure img")) return
  const { left, top, width, height } = event.target.getBoundingClientRect()
  across.value = ((event.clientX - left) / width).toFixed(2)
  down.value = ((event.clientY - top) / height).toFixed(2)
  for (const field of [across, down]) field.dispatchEvent(new Event("input", { bubbles: true }))
}

if (row && across && down) {
  row.addEventListener("click", set)
  for (const field of [across, down]) field.addEventListener("input", show)
  // The picture comes and goes with what is picked.
  new MutationObserver(show).observe(row, { childList: true, subtree: true })
  show()
}
