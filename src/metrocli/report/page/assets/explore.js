/** The page: what its reader has chosen, and all that follows from it. */
class Explorer {
  constructor(data) {
    this.data = data;
    this.words = new Words(data);
    this.state = { gap: data.terms.gap, network: "members", chosen: null };
    this.figures = new Figures(data);
    this.ground = new Ground(data);
    this.ground.classify(this.state.gap, this.state.network);
    const choose = (place, approach) => this.choose(place, approach);
    this.chart = new Chart($("chart"), data, this.words);
    this.panel = new Panel(data, this.figures, this.words, choose);
    this.map = new GroundMap($("map"), data, this.ground, this.words, choose);
    this.listen();
    this.speak(data.language);
    this.map.settle();
  }

  listen() {
    const { horizon } = this.data.terms;
    const slider = $("gap");
    slider.addEventListener("input", () =>
      this.set({ gap: gapAt(slider.value / slider.max, horizon) }),
    );
    slider.addEventListener("keydown", (event) => this.stepBy(event));
    $("exactly").addEventListener("change", () =>
      this.set({ gap: Math.round(100 * $("exactly").value) }),
    );
    $("in-force").addEventListener("click", () => this.set({ gap: this.data.terms.gap }));
    $("earlier").addEventListener("click", () => this.set({ gap: this.flips()[0] }));
    $("later").addEventListener("click", () => this.set({ gap: this.flips()[1] }));
    for (const radio of document.querySelectorAll("[name=network]")) {
      radio.addEventListener("change", () => this.set({ network: radio.value }));
    }
    for (const button of document.querySelectorAll("[data-language]")) {
      button.addEventListener("click", () => this.speak(button.dataset.language));
    }
    document.addEventListener("keydown", ({ key }) => key === "Escape" && this.choose(null));
    // On paper nothing can be opened.
    window.addEventListener("beforeprint", () =>
      document.querySelectorAll("details").forEach((part) => (part.open = true)),
    );
    new ResizeObserver(() => this.resize()).observe($("chart"));
    new ResizeObserver(() => this.map.map.invalidateSize({ pan: false })).observe($("map"));
  }

  /** Move the slider by metres, whatever a step of it is worth where it stands. */
  stepBy(event) {
    const metres = {
      ArrowLeft: -1,
      ArrowDown: -1,
      ArrowRight: 1,
      ArrowUp: 1,
      PageDown: -100,
      PageUp: 100,
      Home: -Infinity,
      End: Infinity,
    }[event.key];
    if (metres === undefined) return;
    event.preventDefault();
    this.set({ gap: this.state.gap + 100 * metres });
  }

  /** Return the gaps of the change of verdict before the one that is chosen, and of the next. */
  flips() {
    const { gap } = this.state;
    const { flips } = this.figures;
    const before = flips.filter((flip) => flip <= gap);
    // Where a verdict begins, the one before it ends a centimetre lower.
    return [before.length ? before.at(-1) - 1 : undefined, flips.find((flip) => flip > gap)];
  }

  /** Change what is chosen; what follows from it is shown with the next picture. */
  set(change) {
    Object.assign(this.state, change);
    const { gap } = this.state;
    this.state.gap = Math.min(
      Math.max(Number.isFinite(gap) || Math.abs(gap) === Infinity ? gap : 0, 0),
      this.data.terms.horizon,
    );
    this.due ??= requestAnimationFrame(() => this.show());
  }

  show() {
    this.due = undefined;
    this.ground.classify(this.state.gap, this.state.network);
    this.map.recolour();
    this.panel.show(this.state);
    this.showControls();
    clearTimeout(this.rest);
    this.rest = setTimeout(() => setText($("heard"), this.heard), 300);
  }

  showControls() {
    const { words, figures } = this;
    const { gap } = this.state;
    const { horizon } = this.data.terms;
    const metres = words.metres(gap);
    const verdict = words.say(this.data.names.verdicts[figures.verdict(gap)]);
    $("gap").value = Math.round($("gap").max * along(gap, horizon));
    $("gap").setAttribute(
      "aria-valuetext",
      `${words.label("metres", { gap: metres })}: ${verdict}`,
    );
    if (document.activeElement !== $("exactly")) $("exactly").value = gap / 100;
    $("exactly").max = horizon / 100;
    this.flips().forEach((flip, k) => {
      const button = $(["earlier", "later"][k]);
      const known = [
        ["earlier", "noEarlier"],
        ["later", "noLater"],
      ][k][flip === undefined ? 1 : 0];
      const label = words.label(known, { gap: words.metres(flip ?? 0) });
      button.disabled = flip === undefined;
      button.title = label;
      button.setAttribute("aria-label", label);
    });
    this.heard = words.label("heard", {
      gap: metres,
      verdict,
      people: words.number(figures.people(gap, "continuum")),
    });
    const people = (at) => words.number(figures.people(at, "continuum"));
    this.chart.point(
      gap,
      words.label("chart", {
        first: people(0),
        now: people(gap),
        gap: metres,
        last: people(horizon),
        horizon: words.metres(horizon),
      }),
    );
  }

  choose(place, approach = false) {
    this.set({ chosen: place });
    this.map.choose(place);
    if (approach) this.map.goTo(place);
  }

  resize() {
    this.chart.draw();
    this.showControls();
  }

  speak(code) {
    this.words.code = code;
    this.panel.speak();
    this.map.speak();
    this.layOutLegend();
    this.panel.card = null;
    this.panel.show(this.state);
    this.resize();
  }

  layOutLegend() {
    const { words, map } = this;
    const swatch = (...classes) => {
      const parts = classes.map((of) =>
        Object.assign(element("i"), { style: `background: ${COLOURS[of]}` }),
      );
      return element("span", { class: "swatch", "aria-hidden": "true" }, ...parts);
    };
    const patches = COLOURS.map((_, of) => of).slice(FIRST_PATCH);
    $("classes").replaceChildren(
      element("li", {}, swatch(CONTINUUM), words.label("legendContinuum")),
      element("li", {}, swatch(...patches), words.label("legendPatches")),
      element("li", {}, swatch(SMALL), words.label("legendSmall")),
      element("li", {}, swatch(OUTSIDE), words.label("legendOutside")),
    );
    const layers = [
      { id: "borders", name: words.label("legendBorders"), shown: map.shown.borders },
      { id: "names", name: words.label("legendNames"), shown: map.shown.names },
      ...map.layers.map((layer) => ({
        ...layer,
        name: words.say(layer.name),
        shown: map.map.hasLayer(layer.group),
      })),
    ];
    $("layers").replaceChildren(
      ...layers.map(({ id, name, shown }) => {
        const box = element("input", { type: "checkbox", name: id });
        box.checked = shown;
        box.addEventListener("change", () => map.show(id, box.checked));
        return element("label", {}, box, " ", name);
      }),
    );
    $("links").replaceChildren(
      ...map.layers
        .flatMap((layer) => layer.marks)
        .map((mark) => {
          const button = element("button", { type: "button" }, words.label("show"));
          button.addEventListener("click", () => map.approach(mark));
          return element("span", { dir: "auto" }, `${words.say(mark.words)} `, button);
        }),
    );
  }
}

/** For whoever looks closer, from the console of the browser. */
window.explorer = new Explorer(JSON.parse($("data").textContent));
