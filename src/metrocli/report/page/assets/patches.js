/**
 * The patches of some footprints at any gap.
 *
 * The edges of their gap tree are taken in their order once. Each joins two patches; the heavier one
 * gives its name (its first heaviest footprint, its heir) to both. The footprints are put in an order
 * in which those of every patch there ever is stand together, so that to join two is to rename one
 * run of footprints, and to go back to a smaller gap is to rename it back.
 */
class Patches {
  constructor(weights, edges) {
    const size = weights.length;
    this.edges = edges;
    this.done = 0;
    this.mass = Float64Array.from(weights);
    this.names = Int32Array.from(weights.keys());
    this.grow(weights, size);
  }

  grow(weights, size) {
    const { i, j, gap } = this.edges;
    const parent = Int32Array.from(weights.keys());
    const find = (node) => {
      while (parent[node] !== node) node = parent[node] = parent[parent[node]];
      return node;
    };
    const weight = Float64Array.from(weights);
    const head = Int32Array.from(parent);
    const tail = Int32Array.from(parent);
    const first = Int32Array.from(parent);
    const heir = Int32Array.from(parent);
    const following = new Int32Array(size).fill(-1);
    const count = gap.length;
    this.into = new Int32Array(count);
    this.renamed = new Int32Array(count);
    this.from = new Int32Array(count);
    this.to = new Int32Array(count);
    this.before = new Float64Array(count);
    this.best = new Int32Array(count + 1);
    let best = 0;
    for (let node = 1; node < size; node++) if (weight[node] > weight[best]) best = node;
    let most = weight[best];
    let earliest = best;
    this.best[0] = best;
    for (let at = 0; at < count; at++) {
      let heavy = find(i[at]);
      let light = find(j[at]);
      if (weight[heavy] < weight[light]) [heavy, light] = [light, heavy];
      this.into[at] = heir[heavy];
      this.renamed[at] = heir[light];
      this.from[at] = head[light];
      this.to[at] = tail[light];
      this.before[at] = weight[heavy];
      following[tail[heavy]] = head[light];
      tail[heavy] = tail[light];
      weight[heavy] += weight[light];
      first[heavy] = Math.min(first[heavy], first[light]);
      parent[light] = heavy;
      // Of equal patches the continuum is that of the first footprint, as metro has it.
      if (weight[heavy] > most || (weight[heavy] === most && first[heavy] < earliest)) {
        [most, earliest, best] = [weight[heavy], first[heavy], heir[heavy]];
      }
      this.best[at + 1] = best;
    }
    this.order = new Int32Array(size);
    const place = new Int32Array(size);
    let next = 0;
    for (let node = 0; node < size; node++) {
      if (find(node) !== node) continue;
      for (let link = head[node]; link >= 0; link = following[link]) {
        place[link] = next;
        this.order[next++] = link;
      }
    }
    for (let at = 0; at < count; at++) {
      this.from[at] = place[this.from[at]];
      this.to[at] = place[this.to[at]] + 1;
    }
  }

  /** Join what a gap joins, and part what it does not. */
  moveTo(centimetres) {
    const { gap } = this.edges;
    while (this.done < gap.length && gap[this.done] <= centimetres) {
      const at = this.done++;
      this.mass[this.into[at]] = this.before[at] + this.mass[this.renamed[at]];
      this.rename(at, this.into[at]);
    }
    while (this.done > 0 && gap[this.done - 1] > centimetres) {
      const at = --this.done;
      this.mass[this.into[at]] = this.before[at];
      this.rename(at, this.renamed[at]);
    }
  }

  rename(at, name) {
    for (let k = this.from[at]; k < this.to[at]; k++) this.names[this.order[k]] = name;
  }

  /** The name of the patch with most weight. */
  get continuum() {
    return this.names[this.best[this.done]];
  }

  /**
   * Return the patches that ever reach a weight, the heaviest first, and from where to where on the
   * slider each is there.
   */
  notable(least, weights) {
    const when = (at) => (at < 0 ? 0 : Math.sqrt(this.edges.gap[at]));
    const end = when(this.into.length - 1) + 1;
    const found = new Map();
    const mass = Float64Array.from(weights);
    const note = (name, from) => {
      if (mass[name] < least) return;
      if (!found.has(name)) found.set(name, { name, from: when(from), to: end });
      found.get(name).weight = mass[name];
    };
    for (let name = 0; name < mass.length; name++) note(name, -1);
    for (let at = 0; at < this.into.length; at++) {
      mass[this.into[at]] += mass[this.renamed[at]];
      note(this.into[at], at);
      if (found.has(this.renamed[at])) found.get(this.renamed[at]).to = when(at);
    }
    return [...found.values()].sort((a, b) => b.weight - a.weight || a.name - b.name);
  }
}
