/** A canvas over the map, drawn anew whenever the map stands still. */
const Sheet = L.Renderer.extend({
  options: { padding: 0.2 },

  initialize(draw, options) {
    this.paint = draw;
    L.setOptions(this, options);
    L.stamp(this);
    this._layers = {};
  },

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
  },

  _destroyContainer() {
    this._container.remove();
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    const ratio = window.devicePixelRatio || 1;
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this._container.width = ratio * size.x;
    this._container.height = ratio * size.y;
    this._container.style.width = `${size.x}px`;
    this._container.style.height = `${size.y}px`;
    const corner = this._map.getPixelOrigin().add(this._bounds.min);
    const scale = this._map.options.crs.scale(this._map.getZoom());
    this.view = { ratio, scale, corner, size };
    this.view.box = {
      west: corner.x / scale,
      east: (corner.x + size.x) / scale,
      north: -corner.y / scale,
      south: -(corner.y + size.y) / scale,
    };
    this.redraw();
  },

  /** Draw all of it. */
  redraw() {
    if (!this.view) return;
    const pen = this.pen();
    pen.save();
    pen.resetTransform();
    pen.clearRect(0, 0, this._container.width, this._container.height);
    pen.restore();
    this.paint(pen, this.view);
  },

  /** Return what draws on it, in the metres of the page. */
  pen() {
    const { ratio, scale, corner } = this.view;
    const pen = this._container.getContext("2d");
    pen.setTransform(ratio * scale, 0, 0, -ratio * scale, -ratio * corner.x, -ratio * corner.y);
    return pen;
  },
});

/** Paths of more geometries than that take longer to fill than several of fewer. */
const BATCH = 400;

/** The map: footprints by their patches, boundaries, names, and the marks of the layers. */
class GroundMap {
  constructor(element, data, ground, words, choose) {
    this.data = data;
    this.ground = ground;
    this.words = words;
    this.shown = { borders: true, names: true };
    this.drawn = new Uint8Array(ground.classes.length);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const [west, south, east, north] = data.home;
    this.home = L.latLngBounds([south, west], [north, east]);
    this.map = L.map(element, {
      crs: L.CRS.Simple,
      attributionControl: false,
      zoomControl: false,
      zoomSnap: 0.25,
      zoomDelta: 0.75,
      wheelPxPerZoomLevel: 90,
      minZoom: -10,
      maxZoom: 2,
      zoomAnimation: !still,
      fadeAnimation: !still,
      inertia: !still,
    });
    ["ground", "lines"].forEach((name, k) => Object.assign(this.map.createPane(name).style, { zIndex: 300 + k, pointerEvents: "none" }));
    this.goHome();
    this.footprints = new Sheet((pen, view) => this.drawFootprints(pen, view), { pane: "ground" }).addTo(this.map);
    this.lines = new Sheet((pen, view) => this.drawLines(pen, view), { pane: "lines" }).addTo(this.map);
    this.layers = data.layers.map((layer) => this.layer(layer));
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(this.map);
    this.buttons = this.addButtons();
    this.map.on("click", ({ latlng }) => {
      const reach = 12 / this.map.options.crs.scale(this.map.getZoom());
      choose(ground.communeAt(latlng.lng, latlng.lat, reach));
    });
  }

  goHome() {
    this.map.fitBounds(this.home, { padding: [24, 24] });
  }

  // -- footprints --------------------------------------------------------

  drawFootprints(pen, view) {
    const { footprints, classes } = this.ground;
    const groups = COLOURS.map(() => []);
    for (let k = 0; k < footprints.count; k++) {
      if (footprints.meets(k, view.box)) groups[classes[k]].push(k);
    }
    this.drawn.set(classes);
    groups.forEach((group, of) => this.fill(pen, view, group, COLOURS[of]));
  }

  /** Draw only what changed its class since it was drawn. */
  recolour() {
    const { footprints, classes } = this.ground;
    const view = this.footprints.view;
    const groups = COLOURS.map(() => []);
    for (let k = 0; k < footprints.count; k++) {
      if (classes[k] === this.drawn[k]) continue;
      this.drawn[k] = classes[k];
      if (footprints.meets(k, view.box)) groups[classes[k]].push(k);
    }
    const pen = this.footprints.pen();
    groups.forEach((group, of) => this.fill(pen, view, group, COLOURS[of]));
  }

  fill(pen, view, group, colour) {
    const pixel = 1 / (view.scale * view.ratio);
    pen.fillStyle = pen.strokeStyle = colour;
    pen.lineWidth = 0.8 * pixel;
    for (let from = 0; from < group.length; from += BATCH) {
      pen.beginPath();
      const to = Math.min(from + BATCH, group.length);
      for (let at = from; at < to; at++) this.ground.footprints.trace(pen, group[at], 2.5 * pixel);
      pen.fill();
      pen.stroke();
    }
  }

  // -- boundaries and names ----------------------------------------------

  drawLines(pen, view) {
    const pixel = 1 / (view.scale * view.ratio);
    const { boundaries, bounded, communes } = this.ground;
    pen.lineJoin = "round";
    if (this.shown.borders) {
      for (const member of [false, true]) {
        pen.beginPath();
        for (let b = 0; b < boundaries.count; b++) {
          if (communes[bounded[b]].member === member && boundaries.meets(b, view.box)) {
            boundaries.trace(pen, b, 0);
          }
        }
        pen.lineWidth = view.ratio * pixel * (member ? 1.2 : 0.8);
        pen.strokeStyle = member ? "#3d3d3d" : "#8a8a8a";
        pen.setLineDash(member ? [] : [4 * view.ratio * pixel, 3 * view.ratio * pixel]);
        pen.stroke();
      }
      pen.setLineDash([]);
    }
    if (this.chosen !== null && this.chosen !== undefined) this.drawChosen(pen, view, pixel);
    if (this.shown.names) this.drawNames(pen, view);
  }

  drawChosen(pen, view, pixel) {
    const { boundaries, bounded } = this.ground;
    pen.beginPath();
    const known = bounded.indexOf(this.chosen);
    const box = this.ground.extent(this.chosen);
    if (known >= 0) boundaries.trace(pen, known, 0);
    else if (box) pen.rect(box.west, box.south, box.east - box.west, box.north - box.south);
    pen.strokeStyle = "#fff";
    pen.lineWidth = 6 * view.ratio * pixel;
    pen.stroke();
    pen.strokeStyle = "#000";
    pen.lineWidth = 2.6 * view.ratio * pixel;
    pen.stroke();
  }

  /** Write the names that find room, those of the members and of the most people first. */
  drawNames(pen, view) {
    const { communes, places } = this.ground;
    const order = [...communes.keys()].sort(
      (a, b) =>
        (b === this.chosen) - (a === this.chosen) || communes[b].member - communes[a].member ||
        communes[b].weight - communes[a].weight || a - b,
    );
    pen.save();
    pen.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    const taken = [];
    for (const k of order) {
      if (!places[k]) continue;
      const x = places[k][0] * view.scale - view.corner.x;
      const y = -places[k][1] * view.scale - view.corner.y;
      const { member } = communes[k];
      const name = shortened(communes[k].name);
      pen.font = `${member ? 600 : 400} ${member ? 12.5 : 11.5}px system-ui, sans-serif`;
      const half = pen.measureText(name).width / 2 + 3;
      const box = [x - half, y - 9, x + half, y + 9];
      if (x < 0 || x > view.size.x || taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      pen.strokeStyle = "rgba(255, 255, 255, 0.92)";
      pen.lineWidth = 3.5;
      pen.strokeText(name, x, y);
      pen.fillStyle = member ? "#111" : "#555";
      pen.fillText(name, x, y);
    }
    pen.restore();
  }

  // -- what lies over it -------------------------------------------------

  layer(given) {
    const marks = given.marks.map(({ xy, words }) => {
      const points = xy.map(([x, y]) => [y, x]);
      const group = L.layerGroup();
      if (points.length > 1) {
        L.polyline(points, { color: "#fff", weight: 6, interactive: false }).addTo(group);
        L.polyline(points, { color: "#000", weight: 3, interactive: false }).addTo(group);
      }
      const bounds = L.latLngBounds(points);
      const icon = L.divIcon({ className: "mark", html: false, iconSize: [24, 24] });
      const marker = L.marker(bounds.getCenter(), { icon, riseOnHover: true }).addTo(group);
      const bubble = document.createElement("span");
      bubble.dir = "auto";
      marker.bindTooltip(bubble, { direction: "top", offset: [0, -10], className: "bubble" });
      const mark = { group, bounds, marker, words, bubble };
      marker.on("add", () => this.nameMark(mark));
      marker.on("click", () => this.approach(mark));
      return mark;
    });
    const layer = { ...given, marks, group: L.layerGroup(marks.map((mark) => mark.group)) };
    layer.group.addTo(this.map);
    return layer;
  }

  nameMark(mark) {
    mark.bubble.textContent = this.words.say(mark.words);
    mark.marker.getElement()?.setAttribute("aria-label", this.words.say(mark.words));
  }

  /** Go where a mark is, close enough to see what it is. */
  approach(mark) {
    this.map.fitBounds(mark.bounds, { maxZoom: 0, padding: [60, 60] });
    mark.marker.openTooltip();
  }

  addButtons() {
    const Buttons = L.Control.extend({
      options: { position: "topleft" },
      onAdd: () => {
        const bar = L.DomUtil.create("div", "leaflet-bar");
        L.DomEvent.disableClickPropagation(bar);
        const act = { zoomIn: () => this.map.zoomIn(), zoomOut: () => this.map.zoomOut(), whole: () => this.goHome() };
        for (const [key, sign] of [["zoomIn", "+"], ["zoomOut", "−"], ["whole", "⤢"]]) {
          const button = L.DomUtil.create("button", "", bar);
          button.type = "button";
          button.dataset.label = key;
          button.textContent = sign;
          button.addEventListener("click", act[key]);
        }
        return bar;
      },
    });
    return new Buttons().addTo(this.map);
  }

  /** Show or hide the boundaries, the names, or a layer. */
  show(id, visible) {
    const layer = this.layers.find((known) => known.id === id);
    if (!layer) {
      this.shown[id] = visible;
      this.lines.redraw();
    } else if (visible) layer.group.addTo(this.map);
    else layer.group.remove();
  }

  /** Mark a commune, or none. */
  choose(commune) {
    this.chosen = commune;
    this.lines.redraw();
  }

  /** Bring a commune into sight. */
  goTo(commune) {
    const box = this.ground.extent(commune);
    if (box) this.map.fitBounds([[box.south, box.west], [box.north, box.east]], { padding: [24, 24] });
  }

  speak() {
    this.layers.forEach((layer) => layer.marks.forEach((mark) => this.nameMark(mark)));
  }
}

const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

const shortened = (name) => (name.length > 28 ? `${name.slice(0, 27)}…` : name);
