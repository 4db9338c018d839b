"""Write the file of today's revision."""

from __future__ import annotations

import tempfile
from pathlib import Path

from storage import schema
from tests.rights.test_forged import lived
from tests.storage.released.rows import held, written
from tests.world.streets import fresh_sqlite

with tempfile.TemporaryDirectory() as folder:
    engine = fresh_sqlite(Path(folder))
    lived(engine)
    print(written(schema.head(), held(engine)))
    engine.dispose()
