// Inline mode: "@bot words" in the line opens a list of results; the one chosen is sent via the bot.

import { Refused, get, post } from "/api.js";
import { Menu } from "/menu.js";
import { make } from "/text.js";

const $ = (id) => document.getElementById(id);
const PAUSE_MS = 150;
const WAIT_SECONDS = 10;
const NEAR_PIXELS = 120;

/** Asks the bot while one types. `where()` gives { person, chat, topic }; `sent()` and `switched(parameter)` are told what was done. */
export class Inline {
  constructor(field, where, sent, switched) {
    this.where = where;
    this.sent = sent;
    this.switched = switched;
    this.username = "";
    this.asked = null;
    this.menu = new Menu($("results"), field, (item) => this.pick(item));
    $("results").addEventListener("scroll", () => this.isNearEnd() && this.more(), { passive: true });
  }

  /** Take what stands in the line. */
  typed(text) {
    const [name, ...rest] = text.split(/(?<=^\S+)\s/);
    const query = rest.length && name.toLowerCase() === `@${this.username}`.toLowerCase() ? rest.join(" ") : null;
    clearTimeout(this.timer);
    if (query === null) this.close();
    else if (query !== this.asked) this.timer = setTimeout(() => this.ask(query), PAUSE_MS);
  }

  close() {
    clearTimeout(this.timer);
    this.asked = null;
    this.next = "";
    this.menu.close();
    this.say("");
  }

  async ask(query) {
    this.asked = query;
    this.say("Searching…");
    const answer = await this.answered(query, "");
    // Whoever types on has asked something else since.
    if (this.asked !== query || !answer) return;
    const button = answer.button ? [{ button: answer.button }] : [];
    this.menu.show([...button, ...this.items(answer)], build);
    this.say(answer.results.length ? "" : "No results");
    this.announce(answer.results.length);
  }

  /** Fetch what comes below, once. */
  async more() {
    const { asked, next } = this;
    if (!next || !this.menu.open) return;
    this.next = "";
    const answer = await this.answered(asked, next);
    if (this.asked !== asked || !answer) return;
    this.menu.add(this.items(answer), build);
    this.announce(this.menu.items.length);
  }

  async answered(query, offset) {
    try {
      const { person, chat } = this.where();
      const { query_id: id } = await post("inline", { person, chat, query: query.slice(0, 256), offset });
      const answer = await get(`inline/${id}`, { wait: WAIT_SECONDS });
      if (this.asked === query) this.next = answer.next_offset;
      return { ...answer, id };
    } catch (error) {
      if (this.asked === query) this.say(error instanceof Refused ? error.message : "no connection to the sandbox");
      return null;
    }
  }

  items(answer) {
    return answer.results.map((result) => ({ query_id: answer.id, result }));
  }

  async pick({ button, query_id, result }) {
    this.close();
    if (button) this.switched(button.start_parameter);
    else await this.sent(() => post("choices", { ...this.where(), query_id, result_id: result.id }));
  }

  isNearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = $("results");
    return scrollHeight - scrollTop - clientHeight < NEAR_PIXELS;
  }

  announce(count) {
    $("spoken").textContent = count === 1 ? "1 result" : `${count} results`;
  }

  say(words) {
    $("seeking").textContent = words;
    $("seeking").hidden = !words;
  }
}

function build({ button, result }) {
  if (button) return make("li", { className: "switch", textContent: button.text });
  const words = [make("b", { textContent: result.title ?? result.type })];
  if (result.description) words.push(make("span", { textContent: result.description }));
  return make("li", {}, ...words);
}
