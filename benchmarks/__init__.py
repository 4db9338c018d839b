"""Side-by-side measures against stock bots on the loopback. Never part of the test run."""
