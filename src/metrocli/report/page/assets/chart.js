/** Where a gap stands along the slider: small gaps, where most happens, have more room. */
const along = (gap, horizon) => Math.sqrt(gap / horizon);
const gapAt = (part, horizon) => Math.round((part * part * horizon) / 100) * 100;

/** The inhabitants of the continuum over the gaps, in step with the slider below it. */
class Chart {
  static INSET = 10; // half of the slider's thumb
  static TOP = 16;
  static FOOT = 30; // for the verdicts, and the scale below them

  constructor(element, data, words) {
    this.element = element;
    this.data = data;
    this.words = words;
    this.steps = data.steps.members;
  }

  draw() {
    const { gap: inForce, horizon, threshold } = this.data.terms;
    const width = Math.max(this.element.clientWidth, 120);
    this.height = this.element.clientHeight;
    this.floor = this.height - Chart.FOOT;
    this.inner = width - 2 * Chart.INSET;
    this.x = (gap) => Chart.INSET + this.inner * along(gap, horizon);
    const people = this.steps.map(([, count]) => count ?? 0);
    const top = 1.06 * Math.max(...people, threshold ?? 0, 1);
    const y = (count) => this.floor - (this.floor - Chart.TOP) * (count / top);
    this.picture = make("svg", { width, height: this.height, "aria-hidden": "true" });
    const ends = this.steps.map(([gap], at) => [gap, this.steps[at + 1]?.[0] ?? horizon]);
    const line = ends.map(
      ([from, to], at) => `${this.x(from)} ${y(people[at])}L${this.x(to)} ${y(people[at])}`,
    );
    const path = `M${line.join("L")}`;
    if (line.length) {
      this.add("path", { class: "area", d: `${path}V${this.floor}H${this.x(0)}Z` });
      this.add("path", { class: "line", d: path });
    }
    this.drawVerdicts(horizon);
    if (threshold !== null) {
      this.add("line", {
        class: "asked",
        x1: this.x(0),
        x2: this.x(horizon),
        y1: y(threshold),
        y2: y(threshold),
      });
      this.write("asked", this.x(horizon), y(threshold) - 4, this.words.number(threshold), "end");
    }
    if (inForce <= horizon) {
      this.add("line", {
        class: "force",
        x1: this.x(inForce),
        x2: this.x(inForce),
        y1: 12,
        y2: this.floor + 10,
      });
      this.write(
        "force",
        this.x(inForce),
        9,
        this.words.label("metres", { gap: this.words.metres(inForce) }),
        "middle",
      );
    }
    this.drawScale(horizon);
    this.cursor = this.add("line", { class: "cursor", y1: 12, y2: this.floor + 10 });
    this.element.replaceChildren(this.picture);
  }

  drawVerdicts(horizon) {
    const stretches = this.data.verdicts[this.data.terms.reading] ?? [];
    stretches.forEach(([from, verdict], at) => {
      const to = stretches[at + 1]?.[0] ?? horizon;
      const x = this.x(from);
      this.add("rect", { class: verdict, x, width: this.x(to) - x, y: this.floor + 2, height: 8 });
    });
  }

  drawScale(horizon) {
    let free = -Infinity;
    for (const metres of [0, 50, 100, 200, 500, 1000, 2000, 3000, 4000, 6000, 8000, 10000]) {
      const x = this.x(100 * metres);
      if (100 * metres > horizon || x < free) continue;
      const anchor = metres === 0 ? "start" : 100 * metres === horizon ? "end" : "middle";
      const room = metres === 0 ? 0 : 100 * metres === horizon ? 44 : 22;
      if (metres !== 0 && x - room < free) continue;
      this.add("line", { class: "tick", x1: x, x2: x, y1: this.floor + 10, y2: this.floor + 14 });
      this.write(
        "tick",
        metres === 0 ? 0 : anchor === "end" ? x + Chart.INSET : x,
        this.height - 5,
        metres === 0 ? this.words.label("metres", { gap: "0" }) : this.words.number(metres),
        anchor,
      );
      free = x + room + 4;
    }
  }

  /** Show which gap is chosen, and what the chart says of it to those who do not see it. */
  point(gap, label) {
    this.cursor.setAttribute("x1", this.x(gap));
    this.cursor.setAttribute("x2", this.x(gap));
    this.element.setAttribute("aria-label", label);
  }

  add(kind, attributes) {
    return this.picture.appendChild(make(kind, attributes));
  }

  write(kind, x, y, words, anchor) {
    this.add("text", { class: kind, x, y, "text-anchor": anchor }).textContent = words;
  }
}

/** Return an element of a drawing. */
function make(kind, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", kind);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
