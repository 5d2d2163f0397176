/** What the page says, in the language that its reader chose. */
class Words {
  constructor(data) {
    this.data = data;
    this.code = data.language;
  }

  /** Return a label, its fields filled in. */
  label(key, fields = {}) {
    return this.data.labels[key][this.code].replace(/\{(\w+)\}/g, (_, name) => fields[name]);
  }

  /** Return a text that metro gave in every language. */
  say(said) {
    return said[this.code];
  }

  /** Return a number with so many decimals, or a dash where it is unknown. */
  number(value, decimals = 0) {
    if (value === null || value === undefined || Number.isNaN(value)) return "–";
    const [whole, rest] = Math.abs(value).toFixed(decimals).split(".");
    const [group, point] = this.code === "es" ? [".", ","] : [",", "."];
    const sign = value < 0 ? "-" : "";
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
    return sign + grouped + (rest ? point + rest : "");
  }

  /** Return centimetres as metres, with no more decimals than they have. */
  metres(gap) {
    return this.number(gap / 100, gap % 100 === 0 ? 0 : gap % 10 === 0 ? 1 : 2);
  }

  /** Return a share in percent. */
  percent(share) {
    return this.number(share === null ? null : 100 * share, 1);
  }
}
