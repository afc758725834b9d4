// Builds and keeps the bubbles of the conversation.

import { make, nodes } from "/text.js";

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const UNITS = ["bytes", "KB", "MB"];

const SERVICE = {
  group_chat_created: (who) => `${who} made the group`,
  supergroup_chat_created: (who) => `${who} made the group`,
  new_chat_members: (who, users) => `${users.map((user) => user.first_name).join(", ")} came in`,
  left_chat_member: (who, user) => `${user.first_name} is out`,
  migrate_to_chat_id: () => "The group became a supergroup",
  migrate_from_chat_id: () => "The group was a basic group before",
  forum_topic_created: (who, { name }) => `${who} opened the topic ${name}`,
  forum_topic_closed: (who) => `${who} closed the topic`,
  forum_topic_reopened: (who) => `${who} opened the topic again`,
};

/** Give the name a message is shown under. */
const author = (message) => message.sender_chat?.title ?? message.from.first_name;

function size(bytes) {
  let unit = 0;
  while (bytes >= 1024 && unit < UNITS.length - 1) {
    bytes /= 1024;
    unit += 1;
  }
  return `${unit ? bytes.toFixed(1) : bytes} ${UNITS[unit]}`;
}

/** Give what a message is known by on the page: ephemeral messages have numbers of their own. */
const keyOf = ({ message, message_id: id, ephemeral_message_id: own }) => (own ? `own-${own}` : (message?.message_id ?? id));

/** The conversation on the page: one list item a message. It knows nothing of the network; `act` does. `person` writes it. */
export class Bubbles {
  constructor(log, person, act) {
    this.log = log;
    this.person = person;
    this.act = act;
    this.items = new Map();
    this.events = new Map();
  }

  get empty() {
    return this.items.size === 0;
  }

  /** The person's latest message that can be edited. */
  lastOwn() {
    const own = [...this.events.values()].filter(({ message, sender }) => sender === this.person && message.text);
    return own.at(-1)?.message;
  }

  clear() {
    this.items.clear();
    this.events.clear();
    this.log.replaceChildren();
  }

  /** Show a message, new or changed. */
  put(event) {
    const id = keyOf(event);
    const item = this.build(event);
    const old = this.items.get(id);
    if (old) replace(old, item);
    else this.log.append(item);
    if (event.replaces) this.items.get(event.replaces)?.setAttribute("hidden", "");
    this.items.set(id, item);
    this.events.set(id, event);
    return item;
  }

  remove(event) {
    const id = keyOf(event);
    this.items.get(id)?.remove();
    if (event.replaces) this.items.get(event.replaces)?.removeAttribute("hidden");
    this.items.delete(id);
    this.events.delete(id);
  }

  /** A press was answered: its button waits no longer. */
  settle(event) {
    for (const button of this.items.get(keyOf(event))?.querySelectorAll("[aria-busy]") ?? []) {
      button.removeAttribute("aria-busy");
    }
  }

  build(event) {
    const { message } = event;
    const service = Object.keys(SERVICE).find((kind) => kind in message);
    if (service) return make("li", { className: "service", textContent: SERVICE[service](author(message), message[service]) });
    const own = event.sender === this.person;
    const bubble = make("div", { className: "bubble" });
    const named = own || message.chat.type === "private" ? "unseen" : "author";
    bubble.append(make("span", { className: named, textContent: own ? "You: " : author(message) + (named === "unseen" ? ": " : "") }));
    if (message.reply_to_message && !message.reply_to_message.forum_topic_created) bubble.append(this.quoted(message.reply_to_message, message.quote));
    bubble.append(...this.media(message));
    if (message.via_bot) bubble.append(make("span", { className: "via", textContent: `via @${message.via_bot.username}` }));
    if (event.only) bubble.append(make("span", { className: "alone", textContent: "Only you see this" }));
    if (event.tree.length) bubble.append(make("div", { className: "text" }, ...nodes(event.tree, this.act)));
    bubble.append(this.foot(message, event.reactions ?? []));
    const item = make("li", { className: own ? "own" : "bot" }, bubble);
    const rows = message.reply_markup?.inline_keyboard;
    if (rows) item.append(this.keyboard(event, rows));
    return item;
  }

  quoted(message, quote) {
    const words = quote ? `“${quote.text}”` : message.text ?? message.caption ?? (message.location ? "a place" : "a file");
    return make("div", { className: "quoted" }, make("strong", { textContent: author(message) }), words);
  }

  media(message) {
    const { document: file, photo, location: place } = message;
    if (place) return [make("div", { className: "text", textContent: `Place: ${place.latitude}, ${place.longitude}` })];
    if (photo) {
      const [{ file_id: id, width, height }] = photo;
      return [make("img", { src: `/sandbox/files/${id}`, alt: message.caption ?? "Photo", width, height })];
    }
    if (!file) return [];
    const label = make("span", {}, make("strong", { textContent: file.file_name }), size(file.file_size));
    const icon = make("span", { className: "sheet", textContent: "↓" });
    icon.setAttribute("aria-hidden", "true");
    const address = `/sandbox/files/${file.file_id}`;
    return [make("a", { className: "file", href: address, download: file.file_name }, icon, label)];
  }

  foot(message, reactions) {
    const when = new Date(message.date * 1000);
    const foot = make("div", { className: "foot" });
    for (const { emoji } of reactions) foot.append(make("span", { className: "reaction", textContent: emoji ?? "★" }));
    if (message.edit_date) foot.append("edited ");
    const stamp = { dateTime: when.toISOString(), title: when.toLocaleString(), textContent: CLOCK.format(when) };
    foot.append(make("time", stamp));
    return foot;
  }

  keyboard(event, rows) {
    const keyboard = make("div", { className: "keyboard" });
    keyboard.setAttribute("role", "group");
    keyboard.setAttribute("aria-label", "Buttons of the message");
    rows.forEach((row, r) => {
      const line = make("div", { className: "row" });
      row.forEach((button, c) => line.append(this.button(event, button, r, c)));
      keyboard.append(line);
    });
    return keyboard;
  }

  button(event, button, row, column) {
    const key = make("button", { type: "button", textContent: button.text });
    if (button.style) key.dataset.style = button.style;
    if (button.url || button.copy_text) {
      const corner = make("span", { className: button.url ? "corner out" : "corner copy" });
      corner.setAttribute("aria-hidden", "true");
      key.setAttribute("aria-description", button.url ? "opens an address" : "copies to the clipboard");
      key.append(corner);
    }
    key.addEventListener("click", () => {
      if (button.url) this.act.open(button.url);
      else if (button.copy_text) this.act.copy(button.copy_text.text);
      else this.act.press(key, event, row, column, button);
    });
    return key;
  }
}

/** Put a changed message in the place of the old one; whoever stood on one of its buttons stands on the like of it again. */
function replace(old, item) {
  const stops = (element) => [...element.querySelectorAll("button, a")];
  const at = stops(old).indexOf(document.activeElement);
  old.replaceWith(item);
  if (at < 0) return;
  const keys = stops(item);
  const key = keys[Math.min(at, keys.length - 1)];
  if (!key) item.tabIndex = -1;
  (key ?? item).focus({ preventScroll: true });
}
