"""The maps of an area, as pictures: what is drawn, and the page that it is drawn on."""
