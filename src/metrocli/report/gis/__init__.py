"""An area for a GIS: a GeoPackage with styles, and a QGIS project that opens it."""
