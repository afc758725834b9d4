// The line where the person writes: sending, editing, and the menu of commands.

import { Menu } from "/menu.js";
import { make } from "/text.js";

const $ = (id) => document.getElementById(id);

/** Reads what is typed; hands it to `send(text, editedId)`. `lastOwn()` gives the message that Up edits. */
export class Composer {
  constructor(send, lastOwn) {
    this.send = send;
    this.lastOwn = lastOwn;
    this.commands = [];
    this.edited = null;
    this.inline = null;
    this.text = $("text");
    this.menu = new Menu($("commands"), this.text, (command) => this.pick(command));
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
    if (this.menu.open) this.changed();
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
    this.inline?.typed(this.edited === null ? this.text.value : "");
  }

  key(event) {
    if (event.isComposing || this.inline?.menu.key(event)) return;
    const { open } = this.menu;
    if (open && event.key === "Tab" && !event.shiftKey && this.menu.items.length) {
      event.preventDefault();
      this.fill(`/${this.menu.items[Math.max(this.menu.chosen, 0)].command} `);
    } else if (this.menu.key(event)) {
      this.mark();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape") {
      if (this.edited !== null) this.edit(null);
    } else if (event.key === "ArrowUp" && !this.text.value) {
      const message = this.lastOwn();
      if (message) {
        event.preventDefault();
        this.edit(message);
      }
    }
  }

  toggle() {
    if (this.menu.open) this.close();
    else this.show(this.commands);
    this.text.focus();
  }

  show(commands) {
    this.menu.show(commands, ({ command, description }) => {
      return make("li", {}, make("b", { textContent: `/${command}` }), make("span", { textContent: description }));
    });
    this.mark();
  }

  pick(command) {
    this.edit(null);
    this.send(`/${command.command}`, null);
  }

  close() {
    this.menu.close();
    this.inline?.close();
    this.mark();
  }

  mark() {
    $("slash").setAttribute("aria-expanded", String(this.menu.open));
  }
}
