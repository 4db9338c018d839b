"""Attacks played against the running bot over HTTP, on either engine: one file per way in."""
