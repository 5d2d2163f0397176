/**
 * A picture of filled geometries, pixel by pixel.
 *
 * A canvas smooths the rims of what it fills, so that another colour laid over it leaves a trace of
 * the first. Here each geometry has its pixels, always the same: to give it another colour is to
 * paint those alone, which is what makes tens of thousands follow a slider.
 */
class Raster {
  /** `view`: where the corner of the picture is and how many pixels go to a metre. */
  constructor(width, height, view) {
    this.width = width;
    this.height = height;
    this.scale = view.scale * view.ratio;
    this.left = view.corner.x * view.ratio;
    this.top = view.corner.y * view.ratio;
    this.image = new ImageData(width, height);
    this.pixels = new Uint32Array(this.image.data.buffer);
    this.counts = new Int32Array(height + 2);
    this.crossings = new Float64Array(1024);
    this.clean();
  }

  clean() {
    this.dirty = { left: this.width, top: this.height, right: 0, bottom: 0 };
  }

  /** Fill a geometry with a colour, at least one pixel of it. */
  fill(rings, k, colour) {
    const { scale, left, top, width, height } = this;
    const row = (y) => -y * scale - top;
    const column = (x) => x * scale - left;
    const first = Math.max(0, Math.ceil(row(rings.north[k]) - 0.5));
    const last = Math.min(height - 1, Math.ceil(row(rings.south[k]) - 0.5) - 1);
    const from = column(rings.west[k]);
    const to = column(rings.east[k]);
    this.touch(from, row(rings.north[k]), to, row(rings.south[k]));
    if (last < first || to - from < 1.5) {
      this.fillSmall(
        Math.floor((from + to) / 2),
        Math.floor(row((rings.north[k] + rings.south[k]) / 2)),
        first,
        last,
        colour,
      );
      return;
    }
    const rows = last - first + 1;
    const { counts } = this;
    counts.fill(0, 0, rows + 1);
    this.eachCrossing(rings, k, first, last, (at) => counts[at + 1]++);
    for (let at = 0; at < rows; at++) counts[at + 1] += counts[at];
    const total = counts[rows];
    if (total > this.crossings.length) this.crossings = new Float64Array(2 * total);
    const { crossings } = this;
    const next = counts.slice(0, rows);
    this.eachCrossing(rings, k, first, last, (at, x) => {
      // Few cross a row: each is put among those before it.
      let place = next[at]++;
      for (; place > counts[at] && crossings[place - 1] > x; place--)
        crossings[place] = crossings[place - 1];
      crossings[place] = x;
    });
    for (let at = 0; at < rows; at++) {
      const start = (first + at) * width;
      for (let c = counts[at]; c + 1 < counts[at + 1]; c += 2) {
        // Half a pixel more to each side closes the streets that are too narrow to be seen.
        const begin = Math.max(0, Math.ceil(crossings[c] - 1));
        const end = Math.min(width, Math.ceil(crossings[c + 1]));
        if (begin < end) this.pixels.fill(colour, start + begin, start + end);
      }
    }
  }

  /** Fill what is narrower than a pixel or two. */
  fillSmall(x, y, first, last, colour) {
    if (x < 0 || x >= this.width) return;
    for (let at = Math.min(first, y); at <= Math.max(last, y); at++) {
      if (at >= 0 && at < this.height) this.pixels[at * this.width + x] = colour;
    }
  }

  /** Tell where the rings of a geometry cross the middle of each row of pixels. */
  eachCrossing(rings, k, first, last, tell) {
    const { scale, left, top } = this;
    for (let ring = rings.rings[k]; ring < rings.rings[k + 1]; ring++) {
      const start = rings.vertices[ring];
      const end = rings.vertices[ring + 1];
      let x0 = rings.x[end - 1] * scale - left;
      let y0 = -rings.y[end - 1] * scale - top - 0.5;
      for (let v = start; v < end; v++) {
        const x1 = rings.x[v] * scale - left;
        const y1 = -rings.y[v] * scale - top - 0.5;
        const upper = Math.max(first, Math.ceil(Math.min(y0, y1)));
        const lower = Math.min(last, Math.ceil(Math.max(y0, y1)) - 1);
        for (let at = upper; at <= lower; at++)
          tell(at - first, x0 + ((at - y0) * (x1 - x0)) / (y1 - y0));
        x0 = x1;
        y0 = y1;
      }
    }
  }

  touch(left, top, right, bottom) {
    const { dirty } = this;
    dirty.left = Math.max(0, Math.min(dirty.left, Math.floor(left) - 1));
    dirty.top = Math.max(0, Math.min(dirty.top, Math.floor(top) - 1));
    dirty.right = Math.min(this.width, Math.max(dirty.right, Math.ceil(right) + 2));
    dirty.bottom = Math.min(this.height, Math.max(dirty.bottom, Math.ceil(bottom) + 2));
  }

  /** Put what was painted since the last time on a canvas. */
  show(pen) {
    const { left, top, right, bottom } = this.dirty;
    if (left < right && top < bottom)
      pen.putImageData(this.image, 0, 0, left, top, right - left, bottom - top);
    this.clean();
  }
}

/** Return a colour as a pixel has it. */
function pixelOf(colour) {
  const bytes = new Uint8Array(
    [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)).concat(255),
  );
  return new Uint32Array(bytes.buffer)[0];
}
