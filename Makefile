.PHONY: build test lint bench

build:
	swift build -c release

test:
	swift test

lint:
	swift format lint --strict --recursive Package.swift Sources Tests Benchmarks

# Each prints its figures and fails when a check does. ContactLine and Zones need libgeos-dev and
# libproj-dev.
bench:
	TRUCELINE_BENCH=1 swift build -c release --product JournalBenchmark && .build/release/JournalBenchmark
	TRUCELINE_BENCH=1 swift build -c release --product ContactLine && .build/release/ContactLine
	TRUCELINE_BENCH=1 swift build -c release --product Zones && .build/release/Zones
