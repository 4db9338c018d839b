#!/bin/sh
# tools/install.sh PYTHON LOCK: what no old Python could say itself, then tools/install.py does the rest.
if ! command -v "$1" > /dev/null 2>&1; then
    echo "$1 is not installed: Python 3.11 or newer is needed (Debian: apt-get install python3 python3-pip)." >&2
    exit 1
fi
"$1" -c '
import sys
if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or newer is needed; this is %d.%d. If you have another: make demo PYTHON=python3.12"
             % tuple(sys.version_info[:2]))
' || exit 1
exec "$1" tools/install.py "$2"
