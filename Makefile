# The first Python here that is new enough; name another with PYTHON=...
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
LAUNCH = @if [ -z "$(PYTHON)" ]; then \
	echo "Koutu needs Python 3.11 or newer, and none was found. Debian: apt-get install python3 python3-venv"; \
	exit 3; fi; exec $(PYTHON) backend/launch

.PHONY: run cluster setup test lint fmt bench openapi chaos guide sheets

run:      ## set up what is missing, start the server, print its address
	$(LAUNCH) run
cluster:  ## the same as several processes, on KOUTU_DATABASE_URL and KOUTU_REDIS_URL
	$(LAUNCH) cluster
setup:    ## install everything, also what training needs
	$(LAUNCH) setup
test:     ## linters, types, all tests that this machine can run
	$(LAUNCH) test
lint:
	$(LAUNCH) lint
fmt:
	$(LAUNCH) fmt
bench:    ## make bench AREA=click|editor|import|model|quality|robot|service
	$(LAUNCH) bench "$(AREA)"
openapi:  ## write tests/openapi.json and the types made from it
	$(LAUNCH) openapi
chaos:    ## ten minutes of people clicking while processes are killed
	$(LAUNCH) chaos
guide:    ## the pictures of docs/guide, taken from the running product
	$(LAUNCH) guide
sheets:   ## every tool, view and page in both languages and themes, into build/tour
	$(LAUNCH) sheets
