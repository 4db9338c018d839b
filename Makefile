# Ten verbs. `make demo` needs Python 3.11 or newer and pip, nothing else.
PYTHON ?= python3
PORT ?= 8081
IN := .venv/bin/python
ROOMS := bot rules messages storage actions scheduler content sandbox benchmarks
DEV := tools/install.sh $(PYTHON) requirements-dev.lock

.PHONY: demo test check fix run migrate texts lock bench

demo:  ## a street, its neighbours and the real bot: no token, no internet
	@tools/install.sh $(PYTHON) requirements.lock
	@exec $(IN) -m bot sandbox --port $(PORT)

test:  ## every test; those that need PostgreSQL or Chromium say so when they are skipped
	@$(DEV)
	$(IN) -m pytest -n 2 -rs $(ARGS)

check:  ## style, types, walls between rooms, content, texts
	@$(DEV)
	$(IN) -m ruff check .
	$(IN) -m mypy --strict $(wildcard $(ROOMS))
	.venv/bin/lint-imports
	$(IN) -m tools.house_rules
	$(IN) -m content.check
	$(IN) -m tools.texts --check

fix:  ## what ruff can mend by itself
	@$(DEV)
	$(IN) -m ruff check --fix .

run:  ## serve Telegram with the token of .env
	@tools/install.sh $(PYTHON) requirements.lock
	@exec $(IN) -m bot run

migrate:  ## bring the database to this version, after a backup
	@tools/install.sh $(PYTHON) requirements.lock
	@$(IN) -m bot migrate

texts:  ## gather the French words of the code, and compile the translations
	@$(DEV)
	$(IN) -m tools.texts

lock:  ## pin every package again, with hashes
	@$(DEV)
	$(IN) -m tools.lock

bench:  ## measures beside stock bots; never part of the tests
	@$(DEV)
	$(IN) -m benchmarks $(if $(QUICK),--quick)
