"""A local Bot API server for development, demonstration and tests. It imports nothing of the house."""
