.PHONY: build test lint bench demo

build:
	swift build -c release --product truceline

test:
	./test

lint:
	swift format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks

# Each prints its figures beside a peer's, and fails when a check does. ContactLine and Zones need
# libgeos-dev and libproj-dev.
bench:
	TRUCELINE_BENCH=1 swift build -c release --product JournalBenchmark && .build/release/JournalBenchmark
	TRUCELINE_BENCH=1 swift build -c release --product ContactLine && .build/release/ContactLine
	TRUCELINE_BENCH=1 swift build -c release --product Zones && .build/release/Zones
	TRUCELINE_BENCH=1 swift build -c release --product RulesAndEvents && .build/release/RulesAndEvents
	TRUCELINE_BENCH=1 swift build -c release --product AlertList && .build/release/AlertList

demo:
	./run
