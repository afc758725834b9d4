// The chat page: one bot, a person who talks to it alone or in groups, everything over the sandbox's own API.
//
// In the address: ?text= fills the line, ?start= sends /start with a payload once, ?person= shows the chat of somebody who
// came in elsewhere, ?still stops asking for news once nothing has come for a while, so that a screenshot can be taken.

import { Refused, get, post } from "/api.js";
import { Bubbles } from "/bubbles.js";
import { Composer } from "/composer.js";
import { Head } from "/head.js";
import { Inline } from "/inline.js";
import { Keys } from "/keys.js";
import { alert, leave, toast } from "/overlays.js";
import { Places } from "/places.js";

const $ = (id) => document.getElementById(id);
const PERSON = "sandbox-person";
const POLL_SECONDS = 25;
const STILL_SECONDS = 2;
const ANSWER_MS = 15000;

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
      open: leave,
      copy: (text) => this.copy(text),
      press: (...press) => this.press(...press),
    };
    this.bubbles = new Bubbles($("log"), null, act);
    this.keys = new Keys((text) => this.say(text), (...place) => this.locate(...place));
    this.places = new Places((place) => this.go(place), (step) => this.attempt(step));
    this.place = this.places.place;
    this.head = new Head(this.place);
    this.composer = new Composer((text, edited) => this.say(text, edited), () => this.bubbles.lastOwn());
    const where = () => ({ person: this.place.as, chat: this.place.chat, topic: this.place.topic });
    this.composer.inline = new Inline(this.composer.text, where, (step) => this.sendVia(step), (payload) => this.leadHome(payload));
    $("start").addEventListener("click", () => this.say("/start"));
    $("block").addEventListener("click", () => this.block(!this.blocked));
    $("unblock").addEventListener("click", () => this.block(false));
    $("fresh").addEventListener("click", () => this.restart());
    // Whoever reads the end goes on seeing it when the line below grows or the window shrinks.
    $("scroll").addEventListener("scroll", () => (this.near = this.atEnd()), { passive: true });
    $("scroll").addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.composer.text.focus();
    });
    // Who has spoken or pressed waits for the answer, wherever the scrolling stands; who scrolls by hand reads what is above.
    for (const kind of ["wheel", "touchmove"]) $("scroll").addEventListener(kind, () => (this.follow = false), { passive: true });
    new ResizeObserver(() => this.near && this.down(false)).observe($("scroll"));
  }

  async run() {
    const query = new URLSearchParams(location.search);
    this.still = query.has("still");
    await this.patiently(() => this.join(Number(query.get("person"))));
    await this.patiently(() => this.introduce());
    await this.patiently(() => this.places.look(false));
    if (!this.still) this.watchPlaces();
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
        this.head.found();
        return result;
      } catch (error) {
        if (error instanceof Refused && error.status === 404) return this.restart();
        this.head.lost();
        await wait(1000);
      }
    }
  }

  async watchPlaces() {
    for (;;) {
      await this.patiently(() => this.places.look(true));
      this.head.show();
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
    this.place.chat = this.place.as = this.places.person = this.person;
  }

  /** Show another chat or topic, or the same as somebody else. */
  go(place) {
    this.bubbles.person = place.as;
    this.bubbles.clear();
    this.keys.clear();
    this.composer.edit(null);
    this.revision = 0;
    this.ready = false;
    this.looking?.abort();
    this.head.calm();
    this.patiently(() => this.introduce());
  }

  restart() {
    const query = new URLSearchParams(location.search);
    query.delete("person");
    sessionStorage.removeItem(PERSON);
    location.replace(address(query));
    return wait(60000);
  }

  async introduce() {
    const { chat, as } = this.place;
    const bot = await get("bot", { person: as, chat });
    // Another chat was opened meanwhile: its own introduction is under way.
    if (chat !== this.place.chat || as !== this.place.as) return;
    this.places.name = this.head.name = bot.name;
    this.composer.inline.username = bot.username;
    document.title = bot.name;
    this.head.show();
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
    const asked = { after: this.revision, wait: this.ready ? patience : 0, person: this.place.as };
    this.looking = new AbortController();
    const { signal } = this.looking;
    let news;
    try {
      news = await get(`chats/${this.place.chat}/messages`, asked, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    // Another chat was opened meanwhile: what came belongs to the former one.
    if (signal.aborted) return;
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
    const { message } = event;
    if (message && (message.is_topic_message ? message.message_thread_id : null) !== this.place.topic) return;
    const seen = {
      message: () => this.arrived(event),
      edited: () => this.bubbles.put(event),
      reacted: () => this.bubbles.put(event),
      deleted: () => this.bubbles.remove(event),
      answer: () => this.answered(event),
      action: () => this.ready && this.head.doing(event.action),
      blocked: () => (this.blocked = event.blocked),
      profile: () => this.ready && this.introduce().catch(() => null),
    };
    seen[event.kind]?.();
  }

  arrived(event) {
    this.bubbles.put(event);
    if (event.keys) this.keys.put(event.keys);
    if (event.by_bot) this.head.calm();
    else requestAnimationFrame(() => this.down(true));
  }

  answered(event) {
    if (event.person !== this.place.as) return;
    this.bubbles.settle(event);
    // On loading, old answers come again: they were shown when they were new.
    if (!this.ready || !(event.text || event.url)) return;
    if (event.url) leave(event.url);
    else if (event.show_alert) alert(event.text);
    else toast(event.text);
  }

  arrange() {
    const alone = this.place.chat === this.person;
    const fresh = alone && this.bubbles.empty && !this.prefilled;
    const blocked = alone && this.blocked;
    $("empty").hidden = !alone || !this.bubbles.empty;
    $("start").hidden = blocked || !fresh;
    $("unblock").hidden = !blocked;
    $("composer").hidden = blocked || fresh;
    $("block").textContent = this.blocked ? "Unblock" : "Block";
    $("block").hidden = $("fresh").hidden = !alone || this.bubbles.empty;
    $("gather").hidden = fresh;
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
      toast(error instanceof Refused ? error.message : "no connection to the sandbox");
      return null;
    }
  }

  async say(text, edited = null) {
    this.follow = true;
    const { as: person, chat, topic } = this.place;
    const body = { person, chat, topic, text };
    await this.attempt(() => (edited === null ? post("messages", body) : post("edits", { ...body, message_id: edited })));
  }

  async locate(latitude, longitude) {
    const { as: person, chat } = this.place;
    await this.attempt(() => post("locations", { person, chat, latitude, longitude }));
  }

  /** Send an inline result; the line is empty again. */
  async sendVia(step) {
    this.follow = true;
    this.composer.edit(null);
    await this.attempt(step);
  }

  /** Go to the private chat and start there, as the button over inline results asks. */
  leadHome(payload) {
    this.composer.edit(null);
    if (this.place.chat !== this.person) this.places.open(null);
    this.say(payload ? `/start ${payload}` : "/start");
  }

  async press(key, event, row, column, button) {
    this.follow = true;
    key.setAttribute("aria-busy", "true");
    setTimeout(() => key.removeAttribute("aria-busy"), ANSWER_MS);
    const { as: person, chat } = this.place;
    const { message, ephemeral_message_id } = event;
    const which = { message_id: message.message_id, ephemeral_message_id };
    const pressed = await this.attempt(() => post("presses", { person, chat, ...which, row, column }));
    if (!pressed || !pressed.callback_query_id) key.removeAttribute("aria-busy");
    const typed = pressed?.switch_inline_query_current_chat ?? pressed?.switch_inline_query;
    if (typed !== undefined) this.type(`@${this.composer.inline.username} ${typed}`);
    else if (pressed && !pressed.callback_query_id) toast(`The sandbox page does not show this kind of button: ${button.text}`);
  }

  /** Put words into the line and go there. */
  type(words) {
    this.composer.edit(null);
    this.composer.fill(words);
  }

  async block(blocked) {
    await this.attempt(() => post("blocks", { person: this.person, blocked }));
  }

  async copy(text) {
    await this.attempt(() => navigator.clipboard.writeText(text).then(() => toast("Copied to the clipboard")));
  }
}

new Page().run();
