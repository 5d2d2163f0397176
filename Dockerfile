# metro en un contenedor: docker build -t metro . && docker run --rm -v "$PWD:/estudio" metro check
# No se ha construido donde se escribió, que no tiene motor de contenedores; sus pasos se prueban
# sin él, uno por uno, en tests/docs/test_ci.py.
FROM python:3.11-slim

COPY pyproject.toml README.md LICENSE CHANGELOG.md /src/
COPY src /src/src
COPY data/samples /src/data/samples
RUN pip install --no-cache-dir /src && rm -rf /src

ENV METRO_LANG=es \
    NUMBA_CACHE_DIR=/tmp/numba
RUN useradd --create-home metro
USER metro
WORKDIR /estudio
ENTRYPOINT ["metro"]
CMD ["--help"]
