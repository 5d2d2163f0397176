const $ = (id) => document.getElementById(id);

/** Return an element with what is in it: texts and elements, never markup. */
function element(kind, attributes = {}, ...parts) {
  const made = document.createElement(kind);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...parts);
  return made;
}

const named = (name) => element("bdi", {}, name);

/** What metro worked out of the continuum, looked up by the gap. */
class Figures {
  constructor(data) {
    this.data = data;
    this.tables = {
      members: this.table(data.steps.members),
      around: this.table(data.steps.around),
    };
  }

  /** Return the weight of the continuum in each commune at each step. */
  table(steps) {
    let weights = this.data.communes.map(() => 0);
    return steps.map(([gap, people, changes]) => {
      weights = [...weights];
      for (const [place, weight] of changes) weights[place] = weight;
      return { gap, people, weights };
    });
  }

  /** Return the step that holds at a gap, if there is any. */
  at(gap, network = "members") {
    return last(this.tables[network], (step) => step.gap <= gap) ?? null;
  }

  /** Return the part of each commune that is in the continuum at a gap; null where there is none. */
  shares(gap, network) {
    const step = this.at(gap, network);
    return this.data.communes.map(({ weight }, k) =>
      step && weight ? step.weights[k] / weight : null,
    );
  }

  /** Return the communes whose majority is in the continuum at a gap. */
  joined(gap, network, member) {
    const least = this.data.terms.majority * (1 - 1e-9);
    const shares = this.shares(gap, network);
    return this.data.communes.filter(
      (commune, k) => commune.member === member && shares[k] >= least,
    );
  }

  verdict(gap, reading = this.data.terms.reading) {
    return last(this.data.verdicts[reading], ([from]) => from <= gap)?.[1] ?? "undetermined";
  }

  /** Return the gaps from which the verdict is another. */
  get flips() {
    return this.data.verdicts[this.data.terms.reading].slice(1).map(([from]) => from);
  }

  /** Return the inhabitants by a reading at a gap. */
  people(gap, reading) {
    if (reading !== "continuum") return this.data.area[reading];
    return this.at(gap)?.people ?? null;
  }
}

/** Return the last of some things, sorted, of which something is true. */
function last(things, holds) {
  let [low, high] = [0, things.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(things[middle])) low = middle + 1;
    else high = middle;
  }
  return things[low - 1];
}

/** All that stands beside the map. */
class Panel {
  constructor(data, figures, words, choose) {
    this.data = data;
    this.figures = figures;
    this.words = words;
    this.choose = choose;
  }

  // -- what does not change with the gap ---------------------------------

  speak() {
    const { data, words } = this;
    document.documentElement.lang = words.code;
    document.title = `${data.area.name} · ${words.label("explore")}`;
    for (const item of document.querySelectorAll("[data-say]"))
      item.textContent = words.label(item.dataset.say);
    for (const item of document.querySelectorAll("[data-label]")) {
      item.setAttribute("aria-label", words.label(item.dataset.label));
      if (item.tagName === "BUTTON") item.title = words.label(item.dataset.label);
    }
    for (const button of document.querySelectorAll("[data-language]")) {
      button.setAttribute("aria-pressed", button.dataset.language === words.code);
    }
    $("area").textContent = data.area.name;
    $("study").textContent = [data.area.region, data.study.title].filter(Boolean).join(" · ");
    $("schematic").hidden = data.study.schematic === null;
    if (data.study.schematic) $("schematic").textContent = words.say(data.study.schematic);
    $("in-force").textContent = words.label("inForce", { gap: words.metres(data.terms.gap) });
    $("statements").replaceChildren(
      ...data.statements.map((said) => element("li", { dir: "auto" }, words.say(said))),
    );
    $("norm-title").textContent = words.say(data.norm.title);
    $("parameters").replaceChildren(
      ...data.norm.parameters.flatMap(([name, value]) => [
        element("dt", {}, words.say(name)),
        element("dd", { dir: "auto" }, words.say(value)),
      ]),
    );
    $("sources").replaceChildren(
      ...data.sources.flatMap(({ role, path, features, sha256 }) => [
        element("dt", {}, words.say(role)),
        element(
          "dd",
          {},
          named(path),
          ` · ${words.label("features")}: ${words.number(features)} · `,
          element("code", {}, `SHA-256 ${sha256}`),
        ),
      ]),
    );
    $("made").textContent = words.label("made", {
      tool: data.tool,
      library: `Leaflet ${L.version} (BSD-2-Clause)`,
    });
    $("joined").textContent = words.label("joined", {
      majority: words.percent(data.terms.majority).replace(/[.,]0$/, ""),
    });
    const files = data.sources.map(({ path }) => path).join(", ");
    $("credit").textContent = words.label("credit", { study: data.study.title, files });
    this.layOutTable();
    this.layOutReadings();
  }

  layOutReadings() {
    const { data, words } = this;
    const headings = ["reading", "inhabitants", "verdict"].map((key) =>
      element("th", { scope: "col" }, words.label(key)),
    );
    const rows = Object.keys(data.names.readings).map((reading) => {
      const deciding = reading === data.terms.reading ? [` (${words.label("decides")})`] : [];
      const people = element("td", { class: "number" });
      const verdict = element("td");
      const row = element(
        "tr",
        {},
        element("th", { scope: "row" }, words.say(data.names.readings[reading]), ...deciding),
        people,
        verdict,
      );
      return { reading, people, verdict, row };
    });
    this.readings = rows;
    $("readings").replaceChildren(
      ...(data.terms.required
        ? [element("caption", {}, `${words.label("required")}: ${words.say(data.terms.required)}`)]
        : []),
      element("thead", {}, element("tr", {}, ...headings)),
      element("tbody", {}, ...rows.map(({ row }) => row)),
    );
  }

  layOutTable() {
    const { data, words } = this;
    const columns = ["commune", "communal", "urban", "continuum", "share"];
    const headings = columns.map((key) => element("th", { scope: "col" }, words.label(key)));
    this.rows = data.communes.map((commune, place) => {
      const button = element(
        "button",
        { type: "button", class: "commune" },
        named(commune.name),
        " ",
        element("small", {}, commune.code),
      );
      button.addEventListener("click", () => this.choose(place, true));
      const cells = columns.slice(1).map(() => element("td", { class: "number" }));
      const row = element("tr", {}, element("th", { scope: "row" }, button), ...cells);
      cells[0].textContent = words.number(commune.communal);
      cells[1].textContent = words.number(commune.urban);
      return { row, button, people: cells[2], share: cells[3] };
    });
    const rowsOf = (member) =>
      this.rows.filter((_, place) => data.communes[place].member === member).map(({ row }) => row);
    this.total = element("td", { class: "number" });
    const total = [words.number(data.area.communal), words.number(data.area.urban)].map((sum) =>
      element("td", { class: "number" }, sum),
    );
    this.outside = element(
      "tbody",
      {},
      element(
        "tr",
        {},
        element(
          "th",
          { colspan: columns.length, scope: "rowgroup", class: "group" },
          words.label("legendOutside"),
        ),
      ),
      ...rowsOf(false),
    );
    $("communes").replaceChildren(
      element("thead", {}, element("tr", {}, ...headings)),
      element(
        "tbody",
        {},
        ...rowsOf(true),
        element(
          "tr",
          { class: "total" },
          element("th", { scope: "row" }, words.label("total")),
          ...total,
          this.total,
          element("td"),
        ),
      ),
      this.outside,
    );
  }

  // -- what does ---------------------------------------------------------

  show({ gap, network, chosen }) {
    const { data, figures, words } = this;
    const verdict = figures.verdict(gap);
    setText($("verdict"), words.say(data.names.verdicts[verdict]));
    $("verdict").className = verdict;
    setText(
      $("people"),
      `${words.number(figures.people(gap, "continuum"))} ${words.label("inhabitants").toLowerCase()}`,
    );
    const members = data.communes.filter(({ member }) => member).length;
    const joined = figures.joined(gap, "members", true).length;
    setText($("now"), words.label("now", { gap: words.metres(gap), count: joined, all: members }));
    for (const { reading, people, verdict: cell } of this.readings) {
      setText(people, words.number(figures.people(gap, reading)));
      const found = figures.verdict(gap, reading);
      setText(cell, words.say(data.names.verdicts[found]));
      cell.className = `said ${found}`;
    }
    $("joined-around").hidden = network === "members";
    const neighbours = figures.joined(gap, "around", false).map(({ name }) => name);
    setText(
      $("joined-around"),
      words.label("joinedAround", { names: neighbours.join(", ") || words.label("noNeighbour") }),
    );
    this.showRows(gap, network);
    this.showChosen(gap, network, chosen);
  }

  showRows(gap, network) {
    const { data, figures, words } = this;
    const own = this.ofContinuum(gap, "members");
    const context = this.ofContinuum(gap, network);
    this.rows.forEach(({ people, share }, place) => {
      const { weights, shares } = data.communes[place].member ? own : context;
      setText(people, words.number(weights[place]));
      setText(share, words.percent(shares[place]));
    });
    setText(this.total, words.number(figures.people(gap, "continuum")));
    this.outside.hidden = network === "members";
  }

  /** Return people and share of each commune in the continuum; people only where they are known. */
  ofContinuum(gap, network) {
    const step = this.figures.at(gap, network);
    const known = step !== null && step.people !== null;
    return {
      weights: this.data.communes.map(({ weight }, k) =>
        known && weight ? step.weights[k] : null,
      ),
      shares: this.figures.shares(gap, network),
    };
  }

  showChosen(gap, network, chosen) {
    const { data, words } = this;
    this.rows.forEach(({ row, button }, place) => {
      row.classList.toggle("chosen", place === chosen);
      button.setAttribute("aria-pressed", place === chosen);
    });
    $("chosen").hidden = chosen === null;
    if (chosen === null) return;
    const commune = data.communes[chosen];
    const { weights, shares } = this.ofContinuum(gap, commune.member ? "members" : network);
    const facts = [
      [words.label("region"), commune.region],
      [words.label("communal"), words.number(commune.communal)],
      [words.label("urban"), words.number(commune.urban)],
      [words.label("continuum"), words.number(weights[chosen])],
      [words.label("share"), words.percent(shares[chosen])],
    ];
    if (this.card?.place !== chosen || this.card.code !== words.code)
      this.layOutCard(commune, chosen, facts);
    facts.forEach(([, value], k) => setText(this.card.values[k], value));
  }

  layOutCard(commune, place, facts) {
    const { words } = this;
    const close = element(
      "button",
      {
        type: "button",
        class: "close",
        "aria-label": words.label("unchoose"),
        title: words.label("unchoose"),
      },
      "×",
    );
    close.addEventListener("click", () => {
      this.rows[place].button.focus({ preventScroll: true });
      this.choose(null);
    });
    const values = facts.map(() => element("dd", { dir: "auto" }));
    $("chosen").setAttribute("aria-label", words.label("chosen"));
    $("chosen").replaceChildren(
      close,
      element("h2", { dir: "auto" }, commune.name),
      element("p", {}, `${commune.code} · ${words.label(commune.member ? "member" : "neighbour")}`),
      element("dl", {}, ...facts.flatMap(([name], k) => [element("dt", {}, name), values[k]])),
    );
    this.card = { place, code: words.code, values };
  }
}

/** Set a text only where it changes, so that nothing is laid out or read aloud in vain. */
function setText(item, words) {
  if (item.textContent !== words) item.textContent = words;
}
