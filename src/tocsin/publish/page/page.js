"use strict";
// Only comfort: everything that this page says can be read without it.
(() => {
  const peek = document.getElementById("peek");
  const cardOf = (number) => document.getElementById("c" + number);
  const numbersOf = (mark) => mark.dataset.claims.split(" ");
  let shown = null;

  function light(numbers, on) {
    for (const number of numbers) {
      cardOf(number)?.classList.toggle("on", on);
      for (const mark of document.querySelectorAll(`mark[data-claims~="${number}"]`)) mark.classList.toggle("on", on);
    }
  }

  function hide() {
    if (!shown) return;
    light(shown, false);
    shown = null;
    peek.hidden = true;
    peek.replaceChildren();
  }

  // Beside a wide text the cards are in sight already: then they are lit, and the floating copy stays away.
  function inSight(number) {
    const box = cardOf(number)?.getBoundingClientRect();
    return box && box.top >= 0 && box.bottom <= innerHeight;
  }

  function show(anchor, numbers) {
    hide();
    shown = numbers;
    light(numbers, true);
    if (numbers.every(inSight)) return;
    peek.replaceChildren(...numbers.map((number) => {
      const copy = cardOf(number).cloneNode(true);
      copy.removeAttribute("id");
      copy.classList.remove("on");
      return copy;
    }));
    peek.hidden = false;
    const at = anchor.getClientRects()[0];
    const below = at.bottom + 8 + peek.offsetHeight < innerHeight;
    peek.style.left = Math.max(8, Math.min(at.left, innerWidth - peek.offsetWidth - 12)) + "px";
    peek.style.top = (below ? at.bottom + 8 : Math.max(8, at.top - peek.offsetHeight - 8)) + "px";
  }

  for (const mark of document.querySelectorAll("mark")) {
    mark.removeAttribute("title");
    mark.addEventListener("pointerenter", (e) => { if (e.pointerType === "mouse") show(mark, numbersOf(mark)); });
    mark.addEventListener("pointerleave", (e) => { if (e.pointerType === "mouse") hide(); });
    mark.addEventListener("click", () => show(mark, numbersOf(mark)));
  }
  for (const link of document.querySelectorAll(".text .n")) {
    link.addEventListener("focus", () => show(link, [link.hash.slice(2)]));
    link.addEventListener("blur", hide);
  }
  addEventListener("keydown", (e) => { if (e.key === "Escape") hide(); });
  document.addEventListener("click", (e) => { if (!e.target.closest("mark, #peek, .text .n")) hide(); });

  // A place on the map opens its entry in the list, and the lists that hold it.
  function open() {
    const entry = location.hash && document.getElementById(location.hash.slice(1));
    if (!entry || !entry.closest(".places")) return;
    for (let at = entry.querySelector("details") || entry; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  }
  addEventListener("hashchange", open);
  open();

  // Closer and wider: the pane scrolls over a larger map, and keeps its middle.
  const pane = document.getElementById("pane");
  const [closer, wider] = document.querySelectorAll("#zoom button");
  const steps = [1, 1.6, 2.5, 4, 6.3];
  let step = 0;
  function zoom(by) {
    const [x, y] = [pane.scrollLeft + pane.clientWidth / 2, pane.scrollTop + pane.clientHeight / 2];
    const before = steps[step];
    step = Math.max(0, Math.min(steps.length - 1, step + by));
    const times = steps[step] / before;
    pane.firstElementChild.style.setProperty("--zoom", steps[step]);
    pane.scrollTo(x * times - pane.clientWidth / 2, y * times - pane.clientHeight / 2);
    closer.disabled = step === steps.length - 1;
    wider.disabled = step === 0;
  }
  closer.addEventListener("click", () => zoom(1));
  wider.addEventListener("click", () => zoom(-1));
  zoom(0);
  closer.parentElement.hidden = false;
  const { x, y, width, height } = pane.querySelector(".marks").getBBox();
  const unit = pane.scrollWidth / pane.firstElementChild.viewBox.baseVal.width;
  pane.scrollTo((x + width / 2) * unit - pane.clientWidth / 2, (y + height / 2) * unit - pane.clientHeight / 2);

  const table = document.getElementById("all");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const keyOf = (row, at) => row.cells[at].dataset.sort ?? row.cells[at].textContent;
  const order = new Intl.Collator(undefined, { numeric: true });
  [...table.tHead.rows[0].cells].forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      // What is empty goes last in either direction: it is unknown, not least.
      rows.sort((a, b) => {
        const [x, y] = [keyOf(a, at), keyOf(b, at)];
        if (!x || !y) return (x ? 0 : 1) - (y ? 0 : 1);
        return order.compare(x, y) * (down ? -1 : 1);
      });
      body.append(...rows);
    });
  });

  const form = document.getElementById("filters");
  form.hidden = false;
  const { words, stance, event, count } = form.elements;
  function filter() {
    const wanted = words.value.trim().toLowerCase();
    let left = 0;
    for (const row of rows) {
      row.hidden = (stance.value && row.dataset.stance !== stance.value) || (event.value && row.dataset.event !== event.value)
        || (wanted && !row.textContent.toLowerCase().includes(wanted));
      left += !row.hidden;
    }
    count.value = `${left} of ${rows.length}`;
  }
  form.addEventListener("input", filter);
  form.addEventListener("submit", (e) => e.preventDefault());
  filter();
})();
