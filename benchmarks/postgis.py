"""A PostGIS of its own: started on loopback from the distribution's packages, then removed."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray

from benchmarks.watch import PROC
from benchmarks.ways import NotAvailableError
from metrocli.planar import to_plane

NEEDED: Final = "apt-get install postgresql-15 postgresql-15-postgis-3; pip install psycopg[binary]"
PACKAGES: Final = Path("/usr/lib/postgresql")
EXTENSIONS: Final = Path("/usr/share/postgresql")

ADDRESS: Final = "BENCH_POSTGIS"
"""The environment variable that tells a process where the server is."""

USER: Final = "bench"
NOBODY: Final = "postgres"
"""Whom the server runs as if this process is root's, which PostgreSQL refuses."""

BATCH: Final = 50_000

START: Final = 30.0
"""Seconds that a server is given to answer."""

SETTINGS: Final = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "full_page_writes": "off",
    "max_wal_size": "8GB",
    "shared_buffers": "1GB",
    "work_mem": "1GB",
    "maintenance_work_mem": "1GB",
    "jit": "off",
    "autovacuum": "off",
}
"""Room enough, and nothing that would only keep data safe."""


@dataclass(frozen=True)
class Server:
    """A server that runs.

    Parameters
    ----------
    address : str
        How psycopg reaches it.
    pid : int
        Of its first process.
    """

    address: str
    pid: int

    def processes(self) -> list[int]:
        """Return the identifiers of its processes."""
        listed = (PROC / str(self.pid) / "task" / str(self.pid) / "children").read_text("ascii")
        return [int(pid) for pid in listed.split()]


@contextmanager
def serving(path: Path) -> Iterator[Server]:
    """Start a server in a folder of its own, load a GeoParquet, and remove it all afterwards.

    Raises
    ------
    NotAvailableError
        If PostgreSQL, PostGIS or psycopg is not installed.
    """
    programs = _programs()
    secret, port = secrets.token_hex(16), _free_port()
    with tempfile.TemporaryDirectory(prefix="metro-postgis-") as folder:
        account = _account(Path(folder))
        data, password = Path(folder, "data"), Path(folder, "password")
        password.write_text(secret, encoding="ascii")
        if account:
            shutil.chown(password, account)
        made = [programs / "initdb", "-D", data, "-U", USER, "--pwfile", password]
        _run([*made, "--auth=scram-sha-256", "--encoding=UTF8", "--no-sync"], account, folder)
        options = {**SETTINGS, "port": str(port), "unix_socket_directories": folder}
        flags = [f"--{name}={value}" for name, value in options.items()]
        address = f"host=127.0.0.1 port={port} user={USER} password={secret} dbname=postgres"
        with (
            Path(folder, "log").open("wb") as log,
            subprocess.Popen(
                [programs / "postgres", "-D", data, *flags],
                stdout=log,
                stderr=log,
                user=account,
                cwd=folder,
            ) as process,
        ):
            try:
                _load(path, address)
                yield Server(address, process.pid)
            finally:
                # At once: a query that ran out of time would be waited for.
                stop = [programs / "pg_ctl", "stop", "-D", data, "-m", "immediate"]
                _run(stop, account, folder)


def cluster(count: int, gap: float) -> NDArray[np.int64]:
    """Return the patch of each of the first rows of the server that the environment names."""
    import psycopg  # noqa: PLC0415

    with psycopg.connect(os.environ[ADDRESS]) as connection:
        rows = connection.execute(
            "SELECT ST_ClusterDBSCAN(g, eps := %s, minpoints := 1) OVER (), row FROM f "
            "WHERE row < %s",
            [gap, count],
            binary=True,
        ).fetchall()
    found = np.array(rows, dtype=np.int64)
    patches = np.empty(len(found), np.int64)
    patches[found[:, 1]] = found[:, 0]
    return patches


def _programs() -> Path:
    """Return the folder of the newest PostgreSQL that has PostGIS."""
    try:
        import psycopg  # noqa: F401, PLC0415
    except ImportError as error:
        raise NotAvailableError(NEEDED) from error
    for folder in sorted(PACKAGES.glob("*/bin"), key=lambda one: int(one.parent.name))[::-1]:
        if (EXTENSIONS / folder.parent.name / "extension" / "postgis.control").exists():
            return folder
    raise NotAvailableError(NEEDED)


def _account(folder: Path) -> str | None:
    """Return whom to run as, to whom a folder is given; None for this process's user."""
    if os.geteuid() != 0:
        return None
    shutil.chown(folder, NOBODY)
    return NOBODY


def _run(command: list[Any], account: str | None, folder: str) -> None:
    subprocess.run(command, check=True, capture_output=True, user=account, cwd=folder)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _load(path: Path, address: str) -> None:
    """Load the footprints in the plane of Chile, batch by batch."""
    with _patient(address) as connection:
        connection.execute("CREATE EXTENSION postgis")
        connection.execute("CREATE TABLE f (row bigint, g geometry)")
        with (
            pq.ParquetFile(path) as file,
            connection.cursor() as cursor,
            cursor.copy("COPY f FROM STDIN (FORMAT BINARY)") as copy,
        ):
            copy.set_types(["int8", "bytea"])
            row = 0
            for batch in file.iter_batches(BATCH, columns=["geometry"]):
                for wkb in shapely.to_wkb(
                    to_plane(shapely.from_wkb(batch["geometry"]), "EPSG:4326")
                ):
                    copy.write_row((row, wkb))
                    row += 1
        connection.execute("ANALYZE f")


def _patient(address: str) -> Any:
    """Return a connection to a server that may still be starting."""
    import psycopg  # noqa: PLC0415

    last = time.monotonic() + START
    while True:
        try:
            return psycopg.connect(address)
        except psycopg.OperationalError:
            if time.monotonic() > last:
                raise
            time.sleep(0.1)
