// The chat page: one person, one bot, everything over the sandbox's own API.
//
// In the address: ?text= fills the line, ?start= sends /start with a payload once, ?person= shows the chat of somebody who
// came in elsewhere, ?still stops asking for news once nothing has come for a while, so that a screenshot can be taken.

import { Refused, get, post } from "/api.js";
import { Bubbles } from "/bubbles.js";
import { Composer } from "/composer.js";

const $ = (id) => document.getElementById(id);
const PERSON = "sandbox-person";
const POLL_SECONDS = 25;
const STILL_SECONDS = 2;
const TOAST_MS = 4000;
const ACTION_MS = 5000;
const ANSWER_MS = 15000;
const ACTIONS = { typing: "typing…", upload_document: "sending a file…", upload_photo: "sending a photo…" };

const address = (query) => `${location.pathname}${query.size ? `?${query}` : ""}`;
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/** Runs the page. It decides nothing about messages: Bubbles shows them, Composer takes them. */
class Page {
  constructor() {
    this.revision = 0;
    this.blocked = false;
    this.ready = false;
    this.follow = true;
    const act = {
      say: (text) => this.say(text),
      open: (url) => this.leave(url),
      copy: (text) => this.copy(text),
      press: (...press) => this.press(...press),
    };
    this.bubbles = new Bubbles($("log"), null, act);
    this.composer = new Composer((text, edited) => this.say(text, edited), () => this.bubbles.lastOwn());
    $("start").addEventListener("click", () => this.say("/start"));
    $("block").addEventListener("click", () => this.block(!this.blocked));
    $("unblock").addEventListener("click", () => this.block(false));
    $("fresh").addEventListener("click", () => this.restart());
    $("leave-link").addEventListener("click", () => $("leave").close());
    // Whoever reads the end goes on seeing it when the line below grows or the window shrinks.
    $("scroll").addEventListener("scroll", () => (this.near = this.atEnd()), { passive: true });
    // Who has spoken or pressed waits for the answer, wherever the scrolling stands; who scrolls by hand reads what is above.
    for (const kind of ["wheel", "touchmove"]) $("scroll").addEventListener(kind, () => (this.follow = false), { passive: true });
    new ResizeObserver(() => this.near && this.down(false)).observe($("scroll"));
  }

  async run() {
    const query = new URLSearchParams(location.search);
    this.still = query.has("still");
    await this.patiently(() => this.join(Number(query.get("person"))));
    await this.patiently(() => this.introduce());
    this.prefilled = query.has("text");
    if (this.prefilled) this.composer.fill(query.get("text"));
    await this.patiently(() => this.look());
    if (query.has("start")) this.startOnce(query);
    while (!this.done) await this.patiently(() => this.look());
  }

  /** Try until it works: the sandbox may be starting anew. */
  async patiently(step) {
    for (;;) {
      try {
        const result = await step();
        if ($("state").dataset.lost) this.state("bot");
        return result;
      } catch (error) {
        if (error instanceof Refused && error.status === 404) return this.restart();
        this.state("no connection to the sandbox, trying again…", true);
        await wait(1000);
      }
    }
  }

  async join(known) {
    this.person = known || Number(sessionStorage.getItem(PERSON));
    if (!this.person) {
      const language_code = navigator.language.slice(0, 2).toLowerCase();
      ({ id: this.person } = await post("people", { first_name: "Guest", language_code }));
      sessionStorage.setItem(PERSON, this.person);
    }
    this.bubbles.person = this.person;
  }

  restart() {
    const query = new URLSearchParams(location.search);
    query.delete("person");
    sessionStorage.removeItem(PERSON);
    location.replace(address(query));
    return wait(60000);
  }

  async introduce() {
    const bot = await get("bot", { person: this.person });
    document.title = bot.name;
    $("name").textContent = bot.name;
    $("face").textContent = [...bot.name][0] ?? "?";
    $("about").textContent = bot.description || bot.short_description || `Press Start to talk to ${bot.name}.`;
    this.composer.offer(bot.commands);
  }

  startOnce(query) {
    const payload = query.get("start");
    query.delete("start");
    // Reloading the page must not start again.
    history.replaceState(null, "", address(query));
    this.say(payload ? `/start ${payload}` : "/start");
  }

  async look() {
    const patience = this.still ? STILL_SECONDS : POLL_SECONDS;
    const news = await get(`chats/${this.person}/messages`, { after: this.revision, wait: this.ready ? patience : 0 });
    this.done = this.still && this.ready && news.events.length === 0;
    const near = this.follow || this.atEnd();
    if (news.reset) this.bubbles.clear();
    for (const event of news.events) this.see(event);
    this.revision = news.revision;
    const first = !this.ready;
    this.ready = true;
    this.arrange();
    if (news.events.length && (near || first)) this.down(!first);
  }

  see(event) {
    const seen = {
      message: () => this.arrived(event),
      edited: () => this.bubbles.put(event),
      reacted: () => this.bubbles.put(event),
      deleted: () => this.bubbles.remove(event.message_id),
      answer: () => this.answered(event),
      action: () => this.doing(event.action),
      blocked: () => (this.blocked = event.blocked),
      profile: () => this.ready && this.introduce().catch(() => null),
    };
    seen[event.kind]?.();
  }

  arrived(event) {
    this.bubbles.put(event);
    if (event.message.from.id !== this.person) this.state("bot");
    else requestAnimationFrame(() => this.down(true));
  }

  answered(event) {
    this.bubbles.settle(event.message_id);
    // On loading, old answers come again: they were shown when they were new.
    if (!this.ready || !(event.text || event.url)) return;
    if (event.url) this.leave(event.url);
    else if (event.show_alert) this.alert(event.text);
    else this.toast(event.text);
  }

  doing(action) {
    if (!this.ready || action === "cancel") return;
    this.state(ACTIONS[action] ?? "busy…");
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.state("bot"), ACTION_MS);
  }

  state(words, lost = false) {
    $("state").textContent = words;
    $("state").classList.toggle("busy", words !== "bot");
    if (lost) $("state").dataset.lost = "yes";
    else delete $("state").dataset.lost;
  }

  arrange() {
    const fresh = this.bubbles.empty && !this.prefilled;
    $("empty").hidden = !this.bubbles.empty;
    $("start").hidden = this.blocked || !fresh;
    $("unblock").hidden = !this.blocked;
    $("composer").hidden = this.blocked || fresh;
    $("block").textContent = this.blocked ? "Unblock" : "Block";
    $("block").hidden = $("fresh").hidden = this.bubbles.empty;
    if (!$("composer").hidden && !this.shown) {
      this.shown = true;
      this.composer.changed();
      this.composer.text.focus({ preventScroll: true });
    }
  }

  atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = $("scroll");
    return scrollHeight - scrollTop - clientHeight < 120;
  }

  down(smooth) {
    this.near = true;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    $("scroll").scrollTo({ top: $("scroll").scrollHeight, behavior: smooth && !calm ? "smooth" : "instant" });
  }

  /** Do something, and show in a toast why it was refused. */
  async attempt(step) {
    try {
      return await step();
    } catch (error) {
      this.toast(error instanceof Refused ? error.message : "no connection to the sandbox");
      return null;
    }
  }

  async say(text, edited = null) {
    this.follow = true;
    const body = { person: this.person, text };
    await this.attempt(() => (edited === null ? post("messages", body) : post("edits", { ...body, message_id: edited })));
  }

  async press(key, message_id, row, column, button) {
    this.follow = true;
    key.setAttribute("aria-busy", "true");
    setTimeout(() => key.removeAttribute("aria-busy"), ANSWER_MS);
    const pressed = await this.attempt(() => post("presses", { person: this.person, message_id, row, column }));
    if (!pressed || !pressed.callback_query_id) key.removeAttribute("aria-busy");
    if (pressed && !pressed.callback_query_id) this.toast(`The sandbox page does not show this kind of button: ${button.text}`);
  }

  async block(blocked) {
    await this.attempt(() => post("blocks", { person: this.person, blocked }));
  }

  leave(url) {
    $("leave-address").textContent = url;
    $("leave-link").href = url;
    $("leave").showModal();
  }

  async copy(text) {
    await this.attempt(() => navigator.clipboard.writeText(text).then(() => this.toast("Copied to the clipboard")));
  }

  alert(text) {
    $("alert-text").textContent = text;
    $("alert").showModal();
  }

  toast(text) {
    $("toast").textContent = text;
    $("toast").hidden = false;
    clearTimeout(this.fading);
    this.fading = setTimeout(() => ($("toast").hidden = true), TOAST_MS);
  }
}

new Page().run();
