// One message as its messenger draws it. Data becomes text nodes, never markup.

import { clock, say } from "./captions.js";

/** An element with properties and children; a string child is text, null is nothing. */
export function el(name, props = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (key in node) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export const plain = (message) =>
  message.text.map(([words]) => words).join("") ||
  message.files.map((file) => file.name).join(", ");

export const whose = (message) => (message.desk ? say("desk") : message.name);

/**
 * The list item of a message. `look` is "telegram" or "whatsapp", `group` whether names are
 * shown; `acts` are what its buttons do, `find` finds the message it answers.
 */
export function draw(message, { look, group, acts, find }) {
  const side = message.mine ? "mine" : "theirs";
  const item = el("li", { className: `row ${side}` });
  item.dataset.id = message.id;
  if (message.pressed && look === "telegram") {
    item.classList.add("pressed");
    item.append(pressMark(message, group));
    return item;
  }
  const answered = message.answers && !message.pressed ? find(message.answers) : null;
  const bubble = el(
    "article",
    { className: "bubble" },
    group && !message.mine ? who(message) : null,
    answered || message.answers ? quotation(answered, acts) : null,
    ...message.files.map(attachment),
    words(message),
  );
  if (message.language) bubble.lang = message.language;
  if (message.files.some((file) => file.kind === "photo" && file.url)) bubble.classList.add("wide");
  item.append(bubble);
  choices(message, { item, bubble, look, acts });
  if (acts.reply) item.append(replyButton(message, acts));
  return item;
}

function pressMark(message, group) {
  const label = el("span", { dir: "auto" }, plain(message));
  const name = group ? el("b", {}, `${message.name}: `) : null;
  return el("p", { className: "press-mark" }, icon("tick"), name, label);
}

function who(message) {
  const name = el("p", { className: "who", dir: "auto" }, whose(message));
  const shade = [...whose(message)].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 5;
  name.classList.add(message.desk ? "desk" : `shade-${shade}`);
  return name;
}

function quotation(answered, acts) {
  if (!answered) return el("p", { className: "answered" }, el("span", {}, say("lost-reply")));
  return el(
    "button",
    { type: "button", className: "answered", onclick: () => acts.show(answered.id) },
    el("b", { dir: "auto" }, whose(answered)),
    el("span", { dir: "auto" }, plain(answered).slice(0, 160)),
  );
}

function attachment(file) {
  if (!file.url) {
    const where = el("span", {}, say("file-away"));
    return el("p", { className: "file" }, icon("file"), el("span", {}, el("b", {}, file.name), where));
  }
  if (file.kind === "photo") return picture(file);
  const name = el("b", { dir: "auto" }, file.name);
  return el("a", { className: "file", href: file.url, download: file.name }, icon("file"), name);
}

function picture(file) {
  const link = el("a", { className: "picture", href: file.url, target: "_blank", rel: "noopener" });
  const image = el("img", { src: file.url, alt: `${say("picture")}: ${file.name}` });
  // Bytes that are no picture after all are still a file.
  image.onerror = () => link.replaceWith(attachment({ ...file, kind: "file" }));
  link.append(image);
  return link;
}

function words(message) {
  const at = new Date(message.at);
  const meta = el(
    "span",
    { className: "meta" },
    message.edited ? `${say("edited")} ` : "",
    el("time", { dateTime: message.at }, clock(at)),
    message.mine ? icon("ticks") : null,
  );
  const runs = message.text.map(([run, bold]) => (bold ? el("strong", {}, run) : run));
  return el("p", { className: "text", dir: "auto" }, ...runs, meta);
}

function choices(message, { item, bubble, look, acts }) {
  const { kind, options, opener } = message.choices;
  if (kind === "none") return;
  const press = (option) => (event) => acts.press(message, option, event.currentTarget);
  const place = el("div", { className: look === "telegram" ? "keyboard" : "replies" });
  if (kind === "rows") {
    const open = (event) => acts.open(message, event.currentTarget);
    const button = el("button", { type: "button", onclick: open }, icon("list"), opener);
    button.setAttribute("aria-haspopup", "dialog");
    place.append(button);
  } else {
    for (const option of options) {
      const mark = look === "whatsapp" ? icon("reply") : null;
      const props = { type: "button", className: option.style, onclick: press(option) };
      place.append(el("button", props, mark, el("span", { dir: "auto" }, option.label)));
    }
  }
  if (message.language) place.lang = message.language;
  (look === "telegram" ? item : bubble).append(place);
}

function replyButton(message, acts) {
  const button = el("button", { type: "button", className: "reply round" }, icon("reply"));
  button.onclick = () => acts.reply(message);
  button.title = say("reply");
  button.setAttribute("aria-label", `${say("reply")}: ${plain(message).slice(0, 60)}`);
  return button;
}
