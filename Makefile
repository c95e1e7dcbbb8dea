# Type `make help`. Whatever a target needs is set up first; when it is there already, that costs nothing.

PYTHON ?= python3
VENV_PYTHON := .venv/bin/python
READY := .venv/.ready
UPGRADE ?=

# A client's name reaches the command as it was typed: never read by make, quoted for the shell.
override CLIENT := $(value CLIENT)
export CLIENT
FOR_CLIENT := $${CLIENT:+--client "$$CLIENT"}

# A command that ends with 1 is done, and has told which clients are held: to people that is no error of make.
OR_TOLD := || { code=$$?; [ $$code -eq 1 ] || exit $$code; }

.DEFAULT_GOAL := help
.PHONY: help reports check review send send-approved today status preview cohort blank doctor test coverage prove bench approve check-code lock gallery clean

help: ## list what can be typed after make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

reports: $(READY) ## make the reports that are new or changed (CLIENT=maya for one client)
	@$(VENV_PYTHON) -m pipeline reports $(FOR_CLIENT) $(OR_TOLD)

check: $(READY) ## read the input and list every problem, without making reports
	@$(VENV_PYTHON) -m pipeline check $(OR_TOLD)

review: $(READY) ## write or refresh review.xlsx, where you decide about every report, and open it
	@$(VENV_PYTHON) -m pipeline review $(OR_TOLD)

send: $(READY) ## show which report would go to whom and when (CLIENT=maya); sends nothing
	@$(VENV_PYTHON) -m pipeline send $(FOR_CLIENT) $(OR_TOLD)

# The number is asked for, not a yes: whoever types it has read the table. The mark lets nothing else go.
send-approved: $(READY) ## send what is shown, after you typed how many mails it is (YES=1 does not ask)
	@if [ -n "$(YES)" ]; then exec $(VENV_PYTHON) -m pipeline send --approve $(FOR_CLIENT); fi; \
	allowed() { case $$1 in 0|1|4) ;; *) exit $$1 ;; esac; }; \
	looked=$$($(VENV_PYTHON) -m pipeline -q send --json $(FOR_CLIENT)); allowed $$?; \
	mark=$$(printf '%s\n' "$$looked" | sed -n 's/^  "mark": "\(.*\)",$$/\1/p'); \
	number=$$(printf '%s\n' "$$looked" | grep -cE '"state": "(planned|due)"'); \
	$(VENV_PYTHON) -m pipeline -q send --as-shown "$$mark" $(FOR_CLIENT); allowed $$?; \
	[ "$$number" -gt 0 ] || { echo "There is nothing to approve or to send." >&2; exit 0; }; \
	printf 'Mails planned or due: %s. To approve them, type %s: ' "$$number" "$$number" >&2; read -r typed; \
	[ "$$typed" = "$$number" ] || { \
	  echo "That is not $$number: nothing was approved or sent. To be asked again, type the same make command." >&2; \
	  exit 1; }; \
	$(VENV_PYTHON) -m pipeline send --approve --as-shown "$$mark" $(FOR_CLIENT) $(OR_TOLD)

today: $(READY) ## show the calls of the next two days, and write their briefs into one PDF to print
	@$(VENV_PYTHON) -m pipeline today $(OR_TOLD)

status: $(READY) ## show every client: report, mail, call
	@$(VENV_PYTHON) -m pipeline status $(OR_TOLD)

preview: $(READY) ## show a report in the browser, made again as files are saved (CLIENT=maya)
	@$(VENV_PYTHON) -m pipeline preview $${CLIENT:+-- "$$CLIENT"}

cohort: $(READY) ## show what all clients' answers say together
	@$(VENV_PYTHON) -m pipeline cohort

blank: $(READY) ## write the blank questionnaire as a workbook to fill in
	@$(VENV_PYTHON) -m pipeline blank

doctor: $(READY) ## look at this machine and the settings, and say what to do
	@$(VENV_PYTHON) -m pipeline doctor

# Tests start many processes. Each would compile all code anew where compiled code may not be kept.
test coverage prove: export PYTHONDONTWRITEBYTECODE :=

test: $(READY) ## run the tests, on every core (some minutes)
	@echo "All tests are run now. This takes some minutes; Ctrl-C stops it."
	@$(VENV_PYTHON) -m pytest --numprocesses auto --dist worksteal

coverage: $(READY) ## run the tests and measure what they cover, which takes longer
	@$(VENV_PYTHON) -m pytest --numprocesses auto --dist worksteal --cov

bench: $(READY) ## measure everything that is asked of speed, beside its peers (half an hour); BENCH=peers for one part
	@$(VENV_PYTHON) -m benchmarks $(BENCH)

approve: $(READY) ## keep the pages as they look now, after looking at .cache/golden/
	@ACCEPT_PAGES=1 $(VENV_PYTHON) -m pytest -q tests/rendering/test_golden.py

prove: $(READY) ## run the long proofs: hundreds of people, ten thousand kills (minutes)
	@PROVE=1 $(VENV_PYTHON) -m pytest -m "proof or property" --numprocesses auto --dist worksteal

check-code: $(READY) ## check style, types and the layers of the code
	@$(VENV_PYTHON) -m ruff check
	@$(VENV_PYTHON) -m ruff format --check
	@$(VENV_PYTHON) -m mypy
	@$(VENV_PYTHON) .venv/bin/lint-imports --no-logo

lock: $(READY) ## write requirements.lock again (UPGRADE=--upgrade for the newest versions)
	@$(VENV_PYTHON) -m uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' --quiet $(UPGRADE) \
	  --output-file requirements.lock

gallery: $(READY) ## draw the picture in the README: pages of sample reports in each brand
	@$(VENV_PYTHON) -m tools.gallery docs/pages.png

clean: ## remove caches and build leftovers, nothing else
	@rm -rf .cache .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache \
	  build dist htmlcov
	@find pipeline tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml $(wildcard tools/*.py) $(VENV_PYTHON)
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: type apt install python3-venv" >&2; exit 3; }
	@$(PYTHON) -m tools.bootstrap

# When the interpreter is gone, what it stood for is made anew.
$(VENV_PYTHON): ;
