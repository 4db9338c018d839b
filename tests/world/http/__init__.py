"""The same world over HTTP: the real bot as a process, and the people of a sandbox."""
