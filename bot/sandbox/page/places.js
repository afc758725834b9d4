// The chats there are: the private one and the groups, in a list at the side; above the line, who writes there and in which topic.

import { get, post } from "/api.js";
import { make } from "/text.js";

const $ = (id) => document.getElementById(id);
const POLL_SECONDS = 25;

/** Keeps the list and the place one is at: { chat, as, topic, group }. Tells `choose(place)` when another is picked. */
export class Places {
  constructor(choose, attempt) {
    this.choose = choose;
    this.attempt = attempt;
    this.person = 0;
    this.name = "";
    this.groups = [];
    this.revision = 0;
    this.place = { chat: 0, as: 0, topic: null, group: null };
    $("as").addEventListener("change", () => this.go({ as: Number($("as").value) }));
    $("topic").addEventListener("change", () => this.go({ topic: Number($("topic").value) || null }));
    $("gather").addEventListener("click", () => this.attempt(() => this.ask()));
    $("group").addEventListener("close", () => $("group").returnValue === "create" && this.attempt(() => this.create()));
  }

  /** Take the news of the groups; wait for them when `patient`. */
  async look(patient) {
    const wait = patient ? POLL_SECONDS : 0;
    const { revision, groups } = await get("groups", { after: this.revision, wait });
    this.revision = revision;
    this.groups = groups;
    this.show();
  }

  show() {
    const group = this.groups.find(({ id }) => id === this.place.chat) ?? null;
    this.place.group = group;
    document.body.classList.toggle("grouped", this.groups.length > 0);
    const others = this.groups.filter((other) => !other.migrated_to).map((other) => this.entry(other.id, other.title, other));
    $("places").replaceChildren(...(others.length ? [this.entry(this.person, this.name, null), ...others] : []));
    $("where").hidden = !group;
    if (!group) return;
    if (group.migrated_to) {
      this.open(this.groups.find(({ id }) => id === group.migrated_to));
      return;
    }
    $("as").replaceChildren(...group.members.map((member) => this.option(member.id, named(member))));
    $("as").value = this.place.as;
    if ($("as").selectedIndex < 0 && group.members.length) this.go({ as: group.members[0].id });
    const topics = group.topics.map(({ id, name, closed }) => this.option(id, closed ? `${name} (closed)` : name));
    $("topic").replaceChildren(this.option("", "General"), ...topics);
    $("topic").value = this.place.topic ?? "";
    $("topic").parentElement.hidden = !group.forum;
    if ($("topic").selectedIndex < 0) this.go({ topic: null });
  }

  entry(id, title, group) {
    const label = make("span", { textContent: group ? (group.forum ? "forum" : group.kind) : "private chat" });
    const button = make("button", { type: "button" }, make("b", { textContent: title }), label);
    if (id === this.place.chat) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => this.open(group));
    return make("li", {}, button);
  }

  option(value, textContent) {
    return make("option", { value, textContent });
  }

  /** Go to a group, as oneself if one is in it; without a group, to the private chat. */
  open(group) {
    const as = !group || group.members.some(({ id }) => id === this.person) ? this.person : (group.members[0]?.id ?? this.person);
    this.go({ chat: group ? group.id : this.person, as, topic: null });
  }

  go(change) {
    Object.assign(this.place, change);
    this.show();
    this.choose(this.place);
  }

  /** Ask who shall be in a new group. */
  async ask() {
    const people = (await get("people")).filter(({ id }) => id !== this.person);
    const boxes = people.slice(0, 20).map(({ id, first_name }) => {
      const box = make("input", { type: "checkbox", value: id, name: "member" });
      return make("label", {}, box, ` ${first_name}`);
    });
    $("people").replaceChildren($("people").querySelector("legend"), ...boxes);
    $("people").hidden = boxes.length === 0;
    $("group").returnValue = "";
    $("group").showModal();
  }

  async create() {
    const names = $("others").value.split(",").map((name) => name.trim()).filter(Boolean);
    const members = [...$("people").querySelectorAll(":checked")].map((box) => Number(box.value));
    for (const first_name of names) members.push((await post("people", { first_name })).id);
    const title = $("title").value.trim() || "Delegation";
    const { chat } = await post("groups", { person: this.person, title, members, forum: $("forum").checked });
    $("others").value = "";
    await this.look(false);
    this.open(this.groups.find(({ id }) => id === chat));
  }
}

function named({ first_name: name, status, anonymous }) {
  const notes = [status === "member" ? "" : status, anonymous ? "anonymous" : ""].filter(Boolean);
  return notes.length ? `${name} (${notes.join(", ")})` : name;
}
