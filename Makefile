# The commands of README. Needs Python 3.11 or newer with venv, git and make; everything else is installed here.
PYTHON ?= python3
VENV ?= .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
# More than cores: many tests wait for real time to pass.
WORKERS ?= 4

.PHONY: help play test slow check bench pictures words firmware clean

help:
	@echo "make play      install what is needed and open the game"
	@echo "make test      install what is needed and run the tests: a few minutes"
	@echo "make slow      run the tests that take long: plays in real time, kills, minutes on the emulated board"
	@echo "make check     style, types, layers, words and tests: what every commit has to pass"
	@echo "make bench     measure speed; one JSON line for each figure"
	@echo "make pictures  every screen in every look and at four sizes, into out/pictures: about a quarter of an hour"
	@echo "make firmware  build the board's firmware and its emulator (Linux; hardware/README.md)"
	@echo "make words     collect the sentences for translators, and the tables of docs/level-format.md"

play: $(VENV)/.installed-play
	@$(BIN)/steadyquest

test: $(VENV)/.installed-test
	$(BIN)/python -m pytest -n $(WORKERS) -m "not slow"

slow: $(VENV)/.installed-test
	$(BIN)/python -m pytest -n $(WORKERS) -m slow

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python tools/words.py --check
	$(BIN)/python tools/level_format.py --check
	$(BIN)/python -m pytest -n $(WORKERS) -m "not slow"

bench: $(VENV)/.installed-test
	$(BIN)/python bench/run.py

pictures: $(VENV)/.installed-test
	$(BIN)/python tools/pictures.py

words: $(VENV)/.installed-dev
	$(BIN)/python tools/words.py
	$(BIN)/python tools/level_format.py

firmware:
	@$(MAKE) -C hardware

# One stamp for each kind of install; a changed project file installs again.
$(VENV)/bin/python $(VENV)/Scripts/python.exe:
	@echo "Setting up $(VENV): once, a few minutes …"
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
		(echo "SteadyQuest needs Python 3.11 or newer; say which with: make PYTHON=python3.12 …" && exit 1)
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed-play: pyproject.toml constraints.txt | $(BIN)/python$(if $(filter Windows_NT,$(OS)),.exe)
	@$(PIP) install -c constraints.txt -e ".[pdf]"
	@touch $@

$(VENV)/.installed-test: pyproject.toml constraints.txt | $(BIN)/python$(if $(filter Windows_NT,$(OS)),.exe)
	@$(PIP) install -c constraints.txt -e ".[test]"
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(BIN)/python$(if $(filter Windows_NT,$(OS)),.exe)
	@$(PIP) install -c constraints.txt -e ".[dev]"
	@touch $@

clean:
	rm -rf $(VENV) out build dist
