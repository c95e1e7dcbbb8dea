"use strict";

// Texts come from files that others wrote: they are set as text, never as markup.
const find = (id) => document.getElementById(id);
const menus = { client: find("client"), kind: find("kind"), language: find("language") };
const pages = find("pages");

function make(tag, text, name) {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = name;
  element.dir = "auto";
  return element;
}

function nameLanguage(code) {
  try {
    return new Intl.DisplayNames([code], { type: "language" }).of(code);
  } catch {
    return code;
  }
}

function fill(menu, options, chosen) {
  if (menu === document.activeElement && menu.value === chosen) return;
  menu.replaceChildren(...options.map(([value, label]) => new Option(label, value)));
  menu.value = chosen;
}

function showRemark(remark) {
  const item = make("li", "", remark.severity);
  const kind = remark.severity === "error" ? "" : "Warning. ";
  if (remark.where) item.append(make("p", remark.where, "where"));
  const found = remark.found ? `found “${remark.found}”: ` : "";
  item.append(make("p", kind + found + remark.message, "what"));
  if (remark.fix) item.append(make("p", `→ ${remark.fix}`, "fix"));
  return item;
}

function isSeen(element) {
  const box = element.getBoundingClientRect();
  return box.bottom > 0 && box.top < window.innerHeight;
}

const isDraft = (page) => page.key.endsWith("-draft");

// A page stays on the screen until its new picture is there.
function showPage(page, index) {
  let figure = pages.children[index];
  if (!figure) {
    figure = document.createElement("figure");
    figure.append(new Image(), document.createElement("figcaption"));
    pages.append(figure);
  }
  figure.lastElementChild.textContent = `Page ${index + 1}${isDraft(page) ? " – draft" : ""}`;
  if (figure.dataset.key === page.key) return;
  const picture = new Image(Math.round(page.width), Math.round(page.height));
  picture.alt = `Page ${index + 1}`;
  const isFirst = !figure.dataset.key;
  figure.dataset.key = page.key;
  if (isFirst || !isSeen(figure)) picture.loading = "lazy";
  picture.src = `pictures/${page.key}`;
  const put = () => {
    if (figure.dataset.key === page.key) figure.firstElementChild.replaceWith(picture);
  };
  if (picture.loading === "lazy") put();
  else picture.decode().then(put, put);
}

function showPages(list) {
  while (pages.children.length > list.length) pages.lastElementChild.remove();
  const order = list.map((page, index) => [page, index]);
  const isNear = ([, index]) => pages.children[index] && isSeen(pages.children[index]);
  for (const [page, index] of [...order.filter(isNear), ...order.filter((one) => !isNear(one))]) {
    showPage(page, index);
  }
}

function countPages(number) {
  return number === 1 ? "1 page" : `${number} pages`;
}

function sayState(news) {
  const count = countPages(news.pages.length);
  if (news.isOld) return "These are the last good pages.";
  if (!news.pages.length) return news.isWhole ? "" : "Printing …";
  if (news.pages.some(isDraft)) return news.isWhole ? `Draft: ${count}` : `Draft: ${count}, finishing …`;
  return news.isWhole ? `Up to date: ${count}` : "Printing the rest …";
}

function sayCount(number, isWhole) {
  if (number) return `What is wrong: ${number}`;
  return isWhole ? "Nothing is wrong" : "Looking for problems …";
}

// Another document begins at its top; the same one stays where it is, even when the window is loaded again.
function keepPlace(chosen) {
  const shown = JSON.stringify(chosen);
  if (sessionStorage.shown === shown) {
    if (!keepPlace.isDone) pages.scrollTop = Number(sessionStorage.place || 0);
  } else {
    pages.scrollTop = 0;
  }
  sessionStorage.shown = shown;
  keepPlace.isDone = true;
}

function show(news) {
  const { chosen, people, languages, remarks } = news;
  fill(menus.client, people.map((person) => [person.id, person.label]), chosen.client);
  fill(menus.language, languages.map((code) => [code, nameLanguage(code)]), chosen.language);
  menus.kind.value = chosen.kind;
  find("count").textContent = sayCount(remarks.length, news.isWhole);
  find("count").className = remarks.length === 0 && news.isWhole ? "good" : "";
  find("remarks").replaceChildren(...remarks.map(showRemark));
  find("state").textContent = sayState(news);
  find("state").className = "";
  find("practice").textContent = news.practice;
  if (news.colour) document.documentElement.style.setProperty("--brand", news.colour);
  if (news.pages.some(isDraft)) find("drafts").hidden = false;
  document.body.className = news.isOld ? "old" : "";
  showPages(news.pages);
  if (news.pages.length) keepPlace([chosen.client, chosen.kind, chosen.language]);
}

function lookedAt() {
  const index = [...pages.children].findIndex((figure) => figure.getBoundingClientRect().bottom > window.innerHeight / 2);
  return Math.max(index, 0);
}

function choose(language) {
  const asked = { client: menus.client.value, kind: menus.kind.value, language };
  fetch(`choose?${new URLSearchParams(asked)}`).catch(() => {});
}

const rest = (seconds) => new Promise((go) => setTimeout(go, seconds * 1000));

async function follow() {
  let after = 0;
  for (;;) {
    try {
      const answer = await fetch(`news?after=${after}`);
      const news = await answer.json();
      if (news.number !== after) show(news);
      after = news.number;
    } catch {
      find("state").textContent = "The preview has ended. Type roadmap preview to begin again.";
      find("state").className = "ended";
      await rest(2);
    }
  }
}

let scrolling = 0;
pages.addEventListener("scroll", () => {
  sessionStorage.place = pages.scrollTop;
  clearTimeout(scrolling);
  scrolling = setTimeout(() => fetch(`turn?page=${lookedAt()}`).catch(() => {}), 200);
});
menus.client.addEventListener("change", () => choose(""));
menus.kind.addEventListener("change", () => choose(""));
menus.language.addEventListener("change", () => choose(menus.language.value));
follow();
