"""Databases of versions that towns run: the rows of a lived street, as its version left them, in a file a revision.

`python -m tests.storage.released` writes the file of today's revision: once, when a version is given to towns.
"""
