// Lists in an order: each row moves by its Up and Down buttons or by dragging; the order is its place on the page.
const ROW = ":scope > .inline-related:not(.empty-form)"

const listOf = (group) => group.querySelector("fieldset")
const rowsOf = (group) => [...listOf(group).querySelectorAll(ROW)]
const orderOf = (row) => row.querySelector("[data-order]")

/** Write each row's place into its hidden field. */
const number = (group) => {
  const rows = rowsOf(group)
  rows.forEach((row, place) => {
    if (orderOf(row)) orderOf(row).value = place
    const [up, down] = row.querySelectorAll("[data-move]")
    if (!up) return
    up.disabled = place === 0
    down.disabled = place === rows.length - 1
  })
}

const say = (group, row) => {
  const rows = rowsOf(group)
  const place = rows.indexOf(row) + 1
  group.querySelector("[data-moved]").textContent = group.dataset.saying
    .replace("%(place)s", place)
    .replace("%(count)s", rows.length)
}

const move = (group, row, step) => {
  const rows = rowsOf(group)
  const other = rows[rows.indexOf(row) + step]
  if (!other) return
  step < 0 ? other.before(row) : other.after(row)
  number(group)
  say(group, row)
  const buttons = [...row.querySelectorAll("[data-move]")]
  const same = buttons.find((button) => Number(button.dataset.move) === step)
  ;(same.disabled ? buttons.find((button) => !button.disabled) : same)?.focus()
  row.dispatchEvent(new Event("input", { bubbles: true }))
}

/** Let a row be dragged by its handle alone, so that its fields can still be selected with the mouse. */
const drag = (group, row) => {
  const handle = row.querySelector("[data-handle]")
  handle?.addEventListener("mousedown", () => (row.draggable = true))
  row.addEventListener("dragstart", (event) => {
    row.classList.add("dragged")
    event.dataTransfer.effectAllowed = "move"
    event.dataTransfer.setData("text/plain", "")
  })
  row.addEventListener("dragend", () => {
    row.draggable = false
    row.classList.remove("dragged")
    number(group)
    say(group, row)
    row.dispatchEvent(new Event("input", { bubbles: true }))
  })
}

const over = (group, event) => {
  const dragged = listOf(group).querySelector(":scope > .dragged")
  const row = event.target.closest(".inline-related")
  if (!dragged || !row) return
  event.preventDefault()
  if (row === dragged || row.classList.contains("empty-form")) return
  const { top, height } = row.getBoundingClientRect()
  event.clientY < top + height / 2 ? row.before(dragged) : row.after(dragged)
}

const equip = (group, row) => {
  for (const button of row.querySelectorAll("[data-move]")) {
    button.addEventListener("click", () => move(group, row, Number(button.dataset.move)))
  }
  drag(group, row)
}

/** After errors rows come back as they were typed: put them in their order again. */
const sort = (group) => {
  const end = listOf(group).querySelector(":scope > .empty-form")
  const place = (row) => (orderOf(row)?.value === "" ? Infinity : Number(orderOf(row)?.value))
  const rows = rowsOf(group)
  const sorted = [...rows].sort((one, other) => place(one) - place(other) || rows.indexOf(one) - rows.indexOf(other))
  if (end) for (const row of sorted) end.before(row)
}

for (const group of document.querySelectorAll("[data-rows]")) {
  sort(group)
  for (const row of rowsOf(group)) equip(group, row)
  number(group)
  group.addEventListener("dragover", (event) => over(group, event))
  group.addEventListener("formset:added", (event) => {
    equip(group, event.target)
    number(group)
    event.target.querySelector("select, input:not([type=hidden])")?.focus()
  })
  document.addEventListener("formset:removed", (event) => {
    if (!group.id.startsWith(`${event.detail.formsetName}-`)) return
    number(group)
    group.querySelector(".add-row a")?.focus()
    group.dispatchEvent(new Event("input", { bubbles: true }))
  })
}
