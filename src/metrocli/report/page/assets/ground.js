/** Rings of many geometries, in metres from the origin of the page; y goes north. */
class Rings {
  constructor(packed) {
    this.rings = startsOf(unpack(packed.counts));
    this.vertices = startsOf(unpack(packed.sizes));
    this.x = Int32Array.from(unpackSteps(packed.x));
    this.y = Int32Array.from(unpackSteps(packed.y));
    this.count = this.rings.length - 1;
    this.measure();
  }

  /** Find the box around each geometry. */
  measure() {
    const boxes = ["west", "south", "east", "north"].map(() => new Int32Array(this.count));
    [this.west, this.south, this.east, this.north] = boxes;
    for (let k = 0; k < this.count; k++) {
      const [from, to] = this.span(k);
      let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
      for (let v = from; v < to; v++) {
        if (this.x[v] < west) west = this.x[v];
        if (this.x[v] > east) east = this.x[v];
        if (this.y[v] < south) south = this.y[v];
        if (this.y[v] > north) north = this.y[v];
      }
      [this.west[k], this.south[k], this.east[k], this.north[k]] = [west, south, east, north];
    }
  }

  /** Return where the vertices of a geometry begin and end. */
  span(k) {
    return [this.vertices[this.rings[k]], this.vertices[this.rings[k + 1]]];
  }

  meets(k, box) {
    return (
      this.west[k] <= box.east &&
      this.east[k] >= box.west &&
      this.south[k] <= box.north &&
      this.north[k] >= box.south
    );
  }

  /** Add the rings of a geometry to a path. */
  trace(path, k) {
    for (let ring = this.rings[k]; ring < this.rings[k + 1]; ring++) {
      const end = this.vertices[ring + 1];
      let v = this.vertices[ring];
      path.moveTo(this.x[v], this.y[v]);
      for (v++; v < end; v++) path.lineTo(this.x[v], this.y[v]);
      path.closePath();
    }
  }

  /** Return whether a point is within a geometry. */
  holds(k, x, y) {
    let inside = false;
    for (let ring = this.rings[k]; ring < this.rings[k + 1]; ring++) {
      const start = this.vertices[ring];
      const end = this.vertices[ring + 1];
      for (let v = start, before = end - 1; v < end; before = v++) {
        const across = this.y[v] > y !== this.y[before] > y;
        const run = this.x[before] - this.x[v];
        const rise = this.y[before] - this.y[v];
        if (across && x < this.x[v] + (run * (y - this.y[v])) / rise) inside = !inside;
      }
    }
    return inside;
  }

  /** Return how far a point is from the box of a geometry. */
  distance(k, x, y) {
    const across = Math.max(this.west[k] - x, 0, x - this.east[k]);
    const along = Math.max(this.south[k] - y, 0, y - this.north[k]);
    return Math.hypot(across, along);
  }
}

/** The classes that footprints are drawn by, in colours that the colour-blind tell apart. */
const OUTSIDE = 0;
const SMALL = 1;
const CONTINUUM = 2;
const FIRST_PATCH = 3;
const COLOURS = [
  "#dcdcd7",
  "#aaa69b",
  "#0072b2",
  "#e69f00",
  "#009e73",
  "#cc79a7",
  "#d55e00",
  "#56b4e9",
  "#f0e442",
  "#882255",
];
const PIXELS = COLOURS.map(pixelOf);

/** The edges of one of the two trees, of which `of` tells by its bits. */
function edgesOf(packed, tree) {
  const of = unpack(packed.of);
  const which = [...of.keys()].filter((at) => of[at] & tree);
  const pick = (every) => Float64Array.from(which, (at) => every[at]);
  const i = unpackSteps(packed.i);
  const j = unpack(packed.span).map((span, at) => span + i[at]);
  return { i: pick(i), j: pick(j), gap: pick(unpackSteps(packed.gap)) };
}

/** Return a colour for each patch: that which the others there at the same time have the least. */
function coloursOf(notable) {
  const found = new Map();
  const given = COLOURS.slice(FIRST_PATCH).map(() => []);
  for (const patch of notable) {
    const crowds = given.map((others) =>
      others
        .map((other) => Math.min(other.to, patch.to) - Math.max(other.from, patch.from))
        .reduce((sum, together) => sum + Math.max(together, 0), 0),
    );
    const chosen = crowds.indexOf(Math.min(...crowds));
    given[chosen].push(patch);
    found.set(patch.name, FIRST_PATCH + chosen);
  }
  return found;
}

/** The footprints of the page, and the class of each at any gap. */
class Ground {
  constructor(data) {
    this.footprints = new Rings(data.footprints);
    this.boundaries = new Rings(data.boundaries);
    this.bounded = data.boundaries.communes;
    this.communes = data.communes;
    const { weights } = data.footprints;
    const every = typeof weights === "string" ? unpack(weights) : Float64Array.from(weights);
    this.commune = new Int32Array(every.length);
    let at = 0;
    for (const [place, count] of data.footprints.communes)
      this.commune.fill(place, at, (at += count));
    // What belongs to no member is lighter than all that does, so that it never is the continuum.
    const own = every.map((weight, k) => (this.isMember(k) ? weight : -1));
    const total = own.reduce((sum, weight) => sum + Math.max(weight, 0), 0);
    this.least = Math.max(data.terms.notable * total, Number.MIN_VALUE);
    this.trees = {
      members: this.tree(own, edgesOf(data.edges, 1)),
      around: this.tree(every, edgesOf(data.edges, 2)),
    };
    this.classes = new Uint8Array(every.length);
    this.places = this.labelPlaces(every);
  }

  isMember(footprint) {
    return this.communes[this.commune[footprint]].member;
  }

  tree(weights, edges) {
    const patches = new Patches(weights, edges);
    return { patches, colour: coloursOf(patches.notable(this.least, weights)) };
  }

  /** Find the class of each footprint at a gap; `network` tells which footprints join. */
  classify(centimetres, network) {
    const { patches, colour } = this.trees[network];
    patches.moveTo(centimetres);
    const { names, mass, continuum } = patches;
    for (let k = 0; k < names.length; k++) {
      const name = names[k];
      if (network === "members" && !this.isMember(k)) this.classes[k] = OUTSIDE;
      else if (name === continuum) this.classes[k] = CONTINUUM;
      else this.classes[k] = mass[name] >= this.least ? colour.get(name) : SMALL;
    }
  }

  /** Return the commune at a point: the one it is within, else that of a footprint nearby. */
  communeAt(x, y, reach) {
    for (let b = 0; b < this.boundaries.count; b++) {
      if (this.boundaries.holds(b, x, y)) return this.bounded[b];
    }
    let [best, nearest] = [null, reach];
    for (let k = 0; k < this.footprints.count; k++) {
      const distance = this.footprints.distance(k, x, y);
      if (distance <= nearest) [best, nearest] = [this.commune[k], distance];
    }
    return best;
  }

  /** Return the box around the footprints of a commune, or else around the commune. */
  extent(commune) {
    const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
    const widen = (rings, k) => {
      box.west = Math.min(box.west, rings.west[k]);
      box.south = Math.min(box.south, rings.south[k]);
      box.east = Math.max(box.east, rings.east[k]);
      box.north = Math.max(box.north, rings.north[k]);
    };
    this.commune.forEach((of, k) => of === commune && widen(this.footprints, k));
    if (box.west > box.east) {
      this.bounded.forEach((of, b) => of === commune && widen(this.boundaries, b));
    }
    return box.west > box.east ? null : box;
  }

  /** Return where the name of each commune goes: amid its people. */
  labelPlaces(weights) {
    const sums = this.communes.map(() => [0, 0, 0]);
    weights.forEach((weight, k) => {
      const sum = sums[this.commune[k]];
      const heavy = weight + 1e-6;
      sum[0] += (heavy * (this.footprints.west[k] + this.footprints.east[k])) / 2;
      sum[1] += (heavy * (this.footprints.south[k] + this.footprints.north[k])) / 2;
      sum[2] += heavy;
    });
    return sums.map(([x, y, weight]) => (weight ? [x / weight, y / weight] : null));
  }
}
