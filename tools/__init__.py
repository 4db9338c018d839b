"""What the Makefile calls. Nothing of the bot imports it."""
