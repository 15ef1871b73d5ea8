# `make demo` and `make test` do all set-up on a fresh Debian 12 machine with Swift and git.

# An import of a sibling that Package.swift does not declare is an error.
SWIFT_FLAGS := --explicit-target-dependency-import-check error

# Python and LiveKit's own client core, for the tests that run it.
LIVEKIT_VENV := $(CURDIR)/.build/livekit-venv
# Python with the servers that tools are tested against.
TOOLS_VENV := $(CURDIR)/.build/tools-venv

# Python and other people's speech servers and clients, for the tests that talk to them.
SPEECH_VENV := $(CURDIR)/.build/speech-venv
# Other people's model servers and clients, for the tests that speak with them.
MODELS_VENV := $(CURDIR)/.build/models-venv
# What `aside doctor --fix` brings, for the tests.
DATA := $(CURDIR)/.build/data

.PHONY: setup build demo test tests peers test-livekit lint must-not-compile interop bench clean

setup:
	@scripts/setup

build: setup
	swift build $(SWIFT_FLAGS) --product aside

demo: build
	@.build/debug/aside demo

tests: setup
	swift build $(SWIFT_FLAGS) --build-tests

# Other people's servers and clients, which the tests talk to.
peers: setup
	Tests/LiveKit/setup.sh $(LIVEKIT_VENV)
	Tests/Models/setup.sh $(MODELS_VENV)
	Tests/Tools/setup.sh $(TOOLS_VENV)
	Tests/Speech/setup.sh $(SPEECH_VENV)

test:
	@$(MAKE) --jobs=2 --no-print-directory tests peers
	Tests/MustNotCompile/check.sh
	Tests/Interop/selftest.sh
	node --test --test-reporter=spec Examples/clients/web/test/*.test.mjs
	PATH=$(TOOLS_VENV)/bin:$$PATH Tests/Sentences/setup.sh .build/debug/aside $(DATA)
	$(LIVEKIT_VENV)/bin/python Tests/LiveKit/check_schema.py Sources/LiveKitAdapter/Wire
	ASIDE_LIVEKIT_VENV=$(LIVEKIT_VENV) ASIDE_TEST_MODELS_VENV=$(MODELS_VENV) \
		ASIDE_TEST_TOOLS_VENV=$(TOOLS_VENV) ASIDE_TEST_SPEECH_VENV=$(SPEECH_VENV) \
		ASIDE_TEST_SENTENCES=$(DATA)/aside/all-MiniLM-L6-v2 \
		scripts/run-tests $(SWIFT_FLAGS)

# The live path on a real LiveKit server; says how to start one when none answers.
test-livekit: build
	Tests/Live/run.sh

lint:
	swift format lint --strict --recursive Package.swift Sources Tests Examples

must-not-compile: build
	Tests/MustNotCompile/check.sh

bench: setup
	cd Benchmarks && swift build -c release && swift build -c release --product aside
	cd Benchmarks && .build/release/benchmarks all
	cd Benchmarks && .build/release/benchmarks replay .build/release/aside

clean:
	rm -rf .build Benchmarks/.build
