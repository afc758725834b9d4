// Builds the nodes of a message text from the sandbox's tree. Text only ever becomes a text node: no HTML is parsed.

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  date_time: "time",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE = /^(https?|tg|ton|tonsite):\/\//i;

/** Make an element; properties are assigned, children appended. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Build nodes from a tree. `act` says what a pressed command or link does. */
export function nodes(tree, act) {
  const built = [];
  let afterBlock = false;
  for (const piece of tree) {
    if (piece.text !== undefined) {
      // A quote or a code block ends its own line; the line feed after it would show as an empty one.
      built.push(document.createTextNode(afterBlock ? piece.text.replace(/^\n/, "") : piece.text));
    } else {
      built.push(marked(piece, act));
    }
    afterBlock = BLOCKS.has(piece.kind);
  }
  return built;
}

function marked(piece, act) {
  const inner = nodes(piece.children, act);
  const build = BUILDERS[piece.kind];
  if (build) return build(piece, inner, act);
  return make(TAGS[piece.kind] ?? "span", { className: `mark ${piece.kind}` }, ...inner);
}

const BUILDERS = {
  spoiler: (piece, inner) => spoiler(inner),
  pre: (piece, inner) => {
    const block = make("pre", {}, make("code", {}, ...inner));
    if (piece.language) block.dataset.language = piece.language;
    return block;
  },
  blockquote: (piece, inner) => make("blockquote", {}, ...inner),
  expandable_blockquote: (piece, inner) => expandable(inner),
  text_link: (piece, inner, act) => link(piece.url, inner, () => act.open(piece.url)),
  url: (piece, inner) => link(piece.url, inner, null),
  bot_command: (piece, inner, act) => {
    const command = make("button", { type: "button", className: "inline" }, ...inner);
    command.addEventListener("click", () => act.say(command.textContent));
    return command;
  },
};

function link(url, inner, show) {
  if (!SAFE.test(url)) return make("span", {}, ...inner);
  const anchor = make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...inner);
  if (show) {
    // The words hide the address, so it is shown before it is opened.
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      show();
    });
  }
  return anchor;
}

function spoiler(inner) {
  const words = make("span", {}, ...inner);
  words.setAttribute("aria-hidden", "true");
  const cover = make("span", { className: "spoiler", tabIndex: 0, title: "Show" }, words);
  cover.setAttribute("role", "button");
  cover.setAttribute("aria-label", "Hidden text: press to show");
  const reveal = () => {
    cover.classList.add("shown");
    words.removeAttribute("aria-hidden");
    for (const name of ["role", "aria-label", "tabindex", "title"]) cover.removeAttribute(name);
  };
  cover.addEventListener("click", reveal, { once: true });
  cover.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      reveal();
    }
  });
  return cover;
}

function expandable(inner) {
  const toggle = make("button", { type: "button", className: "fold", textContent: "Show more" });
  const body = make("div", { className: "folded" }, ...inner);
  const quote = make("blockquote", {}, body, toggle);
  toggle.setAttribute("aria-expanded", "false");
  toggle.addEventListener("click", () => {
    const folded = body.classList.toggle("folded");
    toggle.textContent = folded ? "Show more" : "Show less";
    toggle.setAttribute("aria-expanded", String(!folded));
  });
  // A quote of three lines or fewer has nothing to fold; that is known only once it is on the page.
  requestAnimationFrame(() => {
    if (body.scrollHeight <= body.clientHeight + 2) {
      toggle.remove();
      body.classList.remove("folded");
    }
  });
  return quote;
}
