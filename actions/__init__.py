"""What happens in the town, a file a word: functions on a Desk, called alike by a tap, by the clock and by whoever runs
a group. Importing this package registers what the agenda may look at.
"""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
