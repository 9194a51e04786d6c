.PHONY: build test lint faults bench bench-tracking bench-spoofing fuzz agreement demo

build:
	swift build -c release --product truceline

test:
	./test

lint:
	swift format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks

# Kills, failed calls, power cuts, full disks and clocks that jump, as many as a release asks for: about two hours.
faults:
	swift build -c release --product truceline
	swift build -c release --product Faults
	Tests/Faults/run --binaries .build/release --release

# Each prints its figures beside a peer's, and fails when a check does. ContactLine and Zones need
# libgeos-dev and libproj-dev.
bench:
	TRUCELINE_BENCH=1 swift build -c release --product JournalBenchmark && .build/release/JournalBenchmark
	TRUCELINE_BENCH=1 swift build -c release --product RecordsBenchmark && .build/release/RecordsBenchmark
	TRUCELINE_BENCH=1 swift build -c release --product AuditBenchmark && .build/release/AuditBenchmark
	TRUCELINE_BENCH=1 swift build -c release --product ContactLine && .build/release/ContactLine
	TRUCELINE_BENCH=1 swift build -c release --product Zones && .build/release/Zones
	TRUCELINE_BENCH=1 swift build -c release --product RulesAndEvents && .build/release/RulesAndEvents
	TRUCELINE_BENCH=1 swift build -c release --product AlertList && .build/release/AlertList
	TRUCELINE_BENCH=1 swift build -c release --product CasePage && .build/release/CasePage
	TRUCELINE_BENCH=1 swift build -c release --product ReportsBenchmark && .build/release/ReportsBenchmark
	TRUCELINE_BENCH=1 swift build -c release --product CoverageBenchmark && .build/release/CoverageBenchmark
	TRUCELINE_BENCH=1 swift build -c release --product Posts && swift build -c release --product truceline && .build/release/Posts .build/release/truceline

	for name in AIS ASTERIX CoT FIRMS KLV ModeS SAPIENT; do \
	  TRUCELINE_BENCH=1 swift build -c release --product $${name}Benchmark && .build/release/$${name}Benchmark || exit 1; done
	TRUCELINE_BENCH=1 swift build -c release --product SoundBenchmark && .build/release/SoundBenchmark 300 --write .build/sound-problems.json
	Scripts/bench-peers

# The tracker over the tracking benchmark, which is not part of this project.
bench-tracking:
	$(or $(PYTHON),python3) Benchmarks/Tracking/run.py $(or $(BENCH),../shared/bench/tracking) $(or $(DATA),../shared/data/tracking) $(ARGS)

# Injected and honest tracks through the plausibility checks; needs numpy. Fails when a goal is missed.
SEEDS ?= 301 302 303 304 305
bench-spoofing:
	for seed in $(SEEDS); do \
	  $(or $(PYTHON),python3) Benchmarks/Spoofing/make.py .build/spoofing/$$seed --seed $$seed || exit 1; done
	TRUCELINE_BENCH=1 swift build -c release --product SpoofingBenchmark
	.build/release/SpoofingBenchmark $(addprefix .build/spoofing/,$(SEEDS))

# Random input for every decoder, a million runs each.
fuzz:
	Scripts/fuzz

# The decoders beside independent ones, over recordings that are not part of this project.
agreement:
	Scripts/wire-agreement $(or $(DATA),../shared/data)

demo:
	./run
