// The page: three phones, one line to the desk.

import { caption, memory, say, switchLanguage } from "./captions.js";
import { el } from "./message.js";
import { Phone } from "./phone.js";
import { follow } from "./stream.js";

const NARROW = matchMedia("(max-width: 899px)");
const SETUP = [
  {
    name: "telegram",
    look: "telegram",
    person: "Tamu 1",
    examples: ["pesan 750 psg eva 5mm logo 2 warna"],
  },
  { name: "whatsapp", look: "whatsapp", person: "Tamu 2", examples: ["halo", "harga 300 pasang"] },
  { name: "staff", look: "telegram", person: "Petugas", examples: ["/pesanan"] },
];

const main = document.querySelector("#phones");
const offline = document.querySelector("#offline");
const how = document.querySelector("#how");
const language = document.querySelector("#language");
const tabs = new Map(
  [...document.querySelectorAll(".tabs button")].map((tab) => [tab.dataset.to, tab]),
);
const unread = new Map(SETUP.map(({ name }) => [name, 0]));
let inView = "telegram";

const phones = new Map(
  SETUP.map((setup) => [setup.name, new Phone({ ...setup, news: (n) => arrived(setup.name, n) })]),
);
main.append(...[...phones.values()].map((phone) => phone.node));

// ---- tabs, where the screen holds one phone

function arrived(name, count) {
  if (NARROW.matches && name !== inView) mark(name, unread.get(name) + count);
}

function mark(name, count) {
  const dot = tabs.get(name).querySelector(".dot");
  unread.set(name, count);
  dot.hidden = count === 0;
  dot.replaceChildren(String(count), el("span", { className: "hidden" }, ` ${say("unread")}`));
}

function look(name) {
  inView = name;
  mark(name, 0);
  for (const [to, tab] of tabs) tab.setAttribute("aria-current", String(to === name));
}

for (const [name, tab] of tabs) {
  tab.onclick = () => {
    main.scrollTo({ left: phones.get(name).node.offsetLeft - main.offsetLeft });
    look(name);
  };
}

const panes = new IntersectionObserver(
  (seen) => {
    const shown = seen.find((entry) => entry.isIntersecting);
    if (shown && NARROW.matches) look(shown.target.id.replace("phone-", ""));
  },
  { root: main, threshold: 0.6 },
);
for (const phone of phones.values()) panes.observe(phone.node);
look(inView);

// ---- the strip that says what to type

function strip(open) {
  how.setAttribute("aria-expanded", String(open));
  document.body.classList.toggle("plain", !open);
}

const remembered = memory.get("how");
strip(remembered ? remembered === "open" : !NARROW.matches);
how.onclick = () => {
  const open = how.getAttribute("aria-expanded") !== "true";
  strip(open);
  memory.set("how", open ? "open" : "closed");
};

// ---- the page's own language

function captionAll() {
  caption(document);
  language.textContent = say("language");
  language.setAttribute("aria-label", say("language-name"));
  language.title = say("language-name");
  if (!offline.hidden) offline.textContent = say("offline");
  for (const [name, count] of unread) mark(name, count);
}

language.onclick = () => {
  switchLanguage();
  captionAll();
  for (const phone of phones.values()) phone.caption();
};
captionAll();

// ---- the line to the desk

let first = true;

function heard({ messages, anew }) {
  for (const [name, phone] of phones) {
    const its = messages.filter((message) => message.phone === name);
    if (its.length || anew || first) phone.take(its, { live: !first && !anew, anew });
  }
  first = false;
  document.body.dataset.ready = "yes";
}

follow({
  heard,
  up: () => {
    offline.hidden = true;
  },
  down: () => {
    if (!offline.hidden) return;
    offline.textContent = say("offline");
    offline.hidden = false;
  },
});
