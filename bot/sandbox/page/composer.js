// The line where the person writes: sending, editing, and the menu of commands.

import { make } from "/text.js";

const $ = (id) => document.getElementById(id);

/** Reads what is typed; hands it to `send(text, editedId)`. `lastOwn()` gives the message that Up edits. */
export class Composer {
  constructor(send, lastOwn) {
    this.send = send;
    this.lastOwn = lastOwn;
    this.commands = [];
    this.edited = null;
    this.chosen = -1;
    this.text = $("text");
    this.menu = $("commands");
    $("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.text.addEventListener("input", () => this.changed());
    this.text.addEventListener("keydown", (event) => this.key(event));
    $("slash").addEventListener("click", () => this.toggle());
    $("cancel").addEventListener("click", () => this.edit(null));
    addEventListener("resize", () => this.grow());
    document.addEventListener("pointerdown", (event) => {
      if (!event.target.closest("footer")) this.close();
    });
  }

  /** Put words into the line. */
  fill(text) {
    this.text.value = text;
    this.changed();
  }

  /** Take the bot's commands. */
  offer(commands) {
    this.commands = commands;
    $("slash").hidden = commands.length === 0;
    if (!this.menu.hidden) this.changed();
  }

  /** Begin to edit a message, or with null stop editing. */
  edit(message) {
    this.edited = message ? message.message_id : null;
    $("editing").hidden = !message;
    this.fill(message ? message.text : "");
    this.text.focus();
  }

  submit() {
    const text = this.text.value.trim();
    const edited = this.edited;
    if (!text) return;
    this.edit(null);
    this.send(text, edited);
  }

  grow() {
    this.text.style.height = "auto";
    // scrollHeight leaves out the border of one pixel above and below.
    this.text.style.height = `${this.text.scrollHeight + 2}px`;
  }

  changed() {
    this.grow();
    const typed = /^\/(\w*)$/.exec(this.text.value);
    if (typed && this.edited === null) this.show(this.commands.filter(({ command }) => command.startsWith(typed[1])));
    else this.close();
  }

  key(event) {
    if (event.isComposing) return;
    const open = !this.menu.hidden;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (open && this.chosen >= 0) this.pick(this.shown[this.chosen]);
      else this.submit();
    } else if (event.key === "Escape") {
      if (open) this.close();
      else if (this.edited !== null) this.edit(null);
    } else if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.choose(this.chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (open && event.key === "Tab" && this.shown.length) {
      event.preventDefault();
      this.fill(`/${this.shown[Math.max(this.chosen, 0)].command} `);
    } else if (event.key === "ArrowUp" && !this.text.value) {
      const message = this.lastOwn();
      if (message) {
        event.preventDefault();
        this.edit(message);
      }
    }
  }

  toggle() {
    if (this.menu.hidden) this.show(this.commands);
    else this.close();
    this.text.focus();
  }

  show(commands) {
    this.shown = commands;
    this.menu.replaceChildren(...commands.map((command, index) => this.option(command, index)));
    this.menu.hidden = commands.length === 0;
    $("slash").setAttribute("aria-expanded", String(!this.menu.hidden));
    this.choose(-1);
  }

  option(command, index) {
    const words = [make("b", { textContent: `/${command.command}` }), make("span", { textContent: command.description })];
    const option = make("li", { id: `command-${index}` }, ...words);
    option.setAttribute("role", "option");
    option.addEventListener("click", () => this.pick(command));
    return option;
  }

  choose(index) {
    const options = [...this.menu.children];
    this.chosen = options.length ? Math.min(Math.max(index, -1), options.length - 1) : -1;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === this.chosen)));
    const active = options[this.chosen];
    if (active) {
      this.text.setAttribute("aria-activedescendant", active.id);
      active.scrollIntoView({ block: "nearest" });
    } else {
      this.text.removeAttribute("aria-activedescendant");
    }
  }

  pick(command) {
    this.edit(null);
    this.send(`/${command.command}`, null);
  }

  close() {
    this.menu.hidden = true;
    this.chosen = -1;
    this.text.removeAttribute("aria-activedescendant");
    $("slash").setAttribute("aria-expanded", "false");
  }
}
