// A list of choices over the line where one writes: the arrow keys move in it while the caret stays in the line.

/** One list (a `ul` with the role listbox) of a text field. `pick(item)` is told what was chosen. */
export class Menu {
  constructor(list, field, pick) {
    this.list = list;
    this.field = field;
    this.pick = pick;
    this.items = [];
    this.chosen = -1;
  }

  get open() {
    return !this.list.hidden;
  }

  /** Show items as the list entries that `build(item)` makes of them. */
  show(items, build) {
    this.items = [];
    this.list.replaceChildren();
    this.add(items, build);
    this.list.scrollTop = 0;
    this.choose(-1);
  }

  /** Put more items below those there are. */
  add(items, build) {
    for (const item of items) {
      const option = build(item);
      option.id = `${this.list.id}-${this.items.length}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      // The caret stays in the line, so that one can write on.
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => this.pick(item));
      this.items.push(item);
      this.list.append(option);
    }
    this.list.hidden = this.items.length === 0;
    if (this.open) this.field.setAttribute("aria-controls", this.list.id);
  }

  close() {
    if (!this.open) return;
    this.list.hidden = true;
    this.field.removeAttribute("aria-controls");
    this.choose(-1);
  }

  /** Move to an entry; -1 is none of them. */
  choose(index) {
    const options = [...this.list.children];
    this.chosen = this.open ? Math.min(Math.max(index, -1), options.length - 1) : -1;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === this.chosen)));
    const active = options[this.chosen];
    if (active) {
      this.field.setAttribute("aria-activedescendant", active.id);
      active.scrollIntoView({ block: "nearest" });
    } else {
      this.field.removeAttribute("aria-activedescendant");
    }
  }

  /** Take a key if it is meant for the list; says whether it was. */
  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };
    if (!this.open) return false;
    if (event.key in steps) this.choose(Math.max(this.chosen + steps[event.key], event.key === "ArrowUp" ? -1 : 0));
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && !event.shiftKey && this.chosen >= 0) this.pick(this.items[this.chosen]);
    else return false;
    event.preventDefault();
    return true;
  }
}
