"""Everything the system can say by itself, a file a word: the kind, its parameters, its manner and its words.

Importing this package registers every kind, so that any row can be read back and said.
"""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
