.PHONY: build test lint bench

build:
	swift build -c release

test:
	swift test

lint:
	swift format lint --strict --recursive Package.swift Sources Tests Benchmarks

bench:
	TRUCELINE_BENCH=1 swift build -c release --product JournalBenchmark && .build/release/JournalBenchmark
