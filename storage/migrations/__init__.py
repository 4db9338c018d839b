"""Every change of the tables since the first, in order. New ones: `python -m storage.migrations.make`."""
