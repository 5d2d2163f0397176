/** Pixels of a canvas: more would be slow to paint, and nobody would see them. */
const MOST_PIXELS = 8e6;

/** A canvas over the map, drawn anew whenever the map stands still. */
const Sheet = L.Renderer.extend({
  options: { padding: 0.15, finest: 1 },

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
    const room = Math.sqrt(MOST_PIXELS / (size.x * size.y));
    const ratio = Math.min(Math.max(window.devicePixelRatio, this.options.finest), room);
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this._container.width = Math.round(ratio * size.x);
    this._container.height = Math.round(ratio * size.y);
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

  redraw() {
    if (this.view) this.paint(this._container, this.view);
  },
});

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
    ["ground", "lines"].forEach((name, k) =>
      Object.assign(this.map.createPane(name).style, { zIndex: 300 + k, pointerEvents: "none" }),
    );
    this.goHome();
    this.footprints = new Sheet((canvas, view) => this.drawFootprints(canvas, view), {
      pane: "ground",
      finest: 2,
    });
    this.lines = new Sheet((canvas, view) => this.drawLines(canvas, view), { pane: "lines" });
    this.map.addLayer(this.footprints).addLayer(this.lines);
    this.layers = data.layers.map((layer) => this.layer(layer));
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(this.map);
    this.buttons = this.addButtons();
    this.map.on("click", ({ latlng }) => {
      const reach = 12 / this.map.options.crs.scale(this.map.getZoom());
      choose(ground.communeAt(latlng.lng, latlng.lat, reach));
    });
  }

  /** Show the whole area, once all around the map has its size. */
  settle() {
    this.map.invalidateSize({ animate: false });
    this.map.fitBounds(this.home, { ...AROUND, animate: false });
  }

  goHome() {
    this.map.fitBounds(this.home, AROUND);
  }

  // -- footprints --------------------------------------------------------

  drawFootprints(canvas, view) {
    this.raster = new Raster(canvas.width, canvas.height, view);
    this.drawn.fill(UNDRAWN);
    this.recolour();
  }

  /** Paint what has another class than when it was painted. */
  recolour() {
    const { footprints, classes } = this.ground;
    const { box } = this.footprints.view;
    for (let k = 0; k < footprints.count; k++) {
      if (classes[k] === this.drawn[k] || !footprints.meets(k, box)) continue;
      this.drawn[k] = classes[k];
      this.raster.fill(footprints, k, PIXELS[classes[k]]);
    }
    this.raster.show(this.footprints._container.getContext("2d"));
  }

  // -- boundaries and names ----------------------------------------------

  drawLines(canvas, view) {
    const { ratio, scale, corner } = view;
    const pen = canvas.getContext("2d");
    pen.resetTransform();
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(ratio * scale, 0, 0, -ratio * scale, -ratio * corner.x, -ratio * corner.y);
    const pixel = 1 / scale;
    const { boundaries, bounded, communes } = this.ground;
    pen.lineJoin = "round";
    if (this.shown.borders) {
      for (const member of [false, true]) {
        pen.beginPath();
        for (let b = 0; b < boundaries.count; b++) {
          if (communes[bounded[b]].member === member && boundaries.meets(b, view.box)) {
            boundaries.trace(pen, b);
          }
        }
        pen.lineWidth = pixel * (member ? 1.2 : 0.8);
        pen.strokeStyle = member ? "#3d3d3d" : "#8a8a8a";
        pen.setLineDash(member ? [] : [4 * pixel, 3 * pixel]);
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
    if (known >= 0) boundaries.trace(pen, known);
    else if (box) pen.rect(box.west, box.south, box.east - box.west, box.north - box.south);
    pen.strokeStyle = "#fff";
    pen.lineWidth = 6 * pixel;
    pen.stroke();
    pen.strokeStyle = "#000";
    pen.lineWidth = 2.6 * pixel;
    pen.stroke();
  }

  /** Write the names that find room, those of the members and of the most people first. */
  drawNames(pen, view) {
    const { communes, places } = this.ground;
    const order = [...communes.keys()].sort(
      (a, b) =>
        (b === this.chosen) - (a === this.chosen) ||
        communes[b].member - communes[a].member ||
        communes[b].weight - communes[a].weight ||
        a - b,
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
    this.map.fitBounds(mark.bounds, { maxZoom: 1.5, padding: [60, 60] });
    mark.marker.openTooltip();
  }

  addButtons() {
    const Buttons = L.Control.extend({
      options: { position: "topleft" },
      onAdd: () => {
        const bar = L.DomUtil.create("div", "leaflet-bar");
        L.DomEvent.disableClickPropagation(bar);
        const act = {
          zoomIn: () => this.map.zoomIn(),
          zoomOut: () => this.map.zoomOut(),
          whole: () => this.goHome(),
        };
        for (const [key, sign] of [
          ["zoomIn", "+"],
          ["zoomOut", "−"],
          ["whole", "⤢"],
        ]) {
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
    if (box)
      this.map.fitBounds(
        [
          [box.south, box.west],
          [box.north, box.east],
        ],
        AROUND,
      );
  }

  speak() {
    this.layers.forEach((layer) => layer.marks.forEach((mark) => this.nameMark(mark)));
  }
}

/** The room around what the map goes to, in pixels. */
const AROUND = { padding: [24, 24] };

/** The class of a footprint that is not painted yet. */
const UNDRAWN = 255;

const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

const shortened = (name) => (name.length > 28 ? `${name.slice(0, 27)}…` : name);
