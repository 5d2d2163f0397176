"""Files in, checked tables out."""

import os

# GDAL tells what a file is by its content, so that these would follow the orders of any input:
# fetch from a network, read other files, run a program, or write beside it (as GML does). It
# looks here when pyogrio comes in.
os.environ["GDAL_SKIP"] = ",".join(
    (
        *filter(None, [os.environ.get("GDAL_SKIP")]),
        *("ADBC", "AmigoCloud", "Carto", "CSW", "EEDA", "Elasticsearch", "GDALG", "GML"),
        *("GPSBabel", "HTTP", "NGW", "OAPIF", "OGCAPI", "OGR_VRT", "PLSCENES", "WFS"),
    )
)
