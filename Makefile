# The front door. What has to be made again is decided by content, never by time: `irank plan`
# writes build/<preset>/catalogue.mk, and a second make works through it on all cores (or -jN).

PRESET ?= standard
irank := build/bin/irank
export LAUNCH CPU BUILD REASON DATASETS

# With image files of its own a build is another edition; the paper preset always has them.
edition := $(PRESET)$(if $(filter-out paper,$(PRESET)),$(if $(DATASETS),-images))

# MAKEFLAGS tells of -j only inside recipes, so this is expanded there.
jobs = $(if $(findstring -j,$(MAKEFLAGS)),,-j$(shell nproc))
catalogue = $(MAKE) -s --no-print-directory $(jobs) -f 'build/$(edition)/catalogue.mk'

.DEFAULT_GOAL := help
.PHONY: help doctor figures report html pdf verify test bench conformance acceptance accept \
  accept-conformance clean status why datasets ready FORCE

help: ## Show this list
	@echo 'make TARGET [PRESET=quick|standard|paper] [DATASETS=DIR] [-jN] [LAUNCH="srun ..."] [CPU=x86-64-v4|x86-64-v3|baseline]'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{ printf "%-22s %s\n", $$1, $$2 }'
	@echo '  figures/<id>.png     One figure and just what it needs'

doctor: ## Say what this machine has, and what is missing
	@Scripts/doctor.sh

figures: ready ## Make every figure as PNG and SVG
	@$(irank) plan --preset '$(PRESET)' --goal figures
	+@$(catalogue) figures

figures/%.png figures/%.svg: ready FORCE
	@$(irank) plan --preset '$(PRESET)' --goal '$*'
	+@$(catalogue) figures

report: ready ## Weave the report, making the figures on the way
	@$(irank) plan --preset '$(PRESET)' --goal report
	+@$(catalogue) report

html: report ## One self-contained page in build/<preset>/report.html (needs pandoc)
	@Scripts/page.sh html '$(PRESET)'

pdf: report ## The same page on paper, build/<preset>/report.pdf (needs Chromium)
	@Scripts/page.sh pdf '$(PRESET)'

verify: ready ## Compare every output with the committed manifest (JUNIT=FILE also writes XML)
	@test -e 'build/$(edition)/made/report.json' || $(MAKE) --no-print-directory report
	@$(irank) verify --preset '$(PRESET)' $(if $(JUNIT),--junit '$(JUNIT)')

test: ready ## Format, layers, the quick preset made and verified, unit tests
	@Scripts/lint.sh
	@$(MAKE) --no-print-directory report PRESET=quick
	@Scripts/test.sh
	@$(MAKE) --no-print-directory verify PRESET=quick JUNIT=build/quick/verify.xml
	@Scripts/page.sh test quick
	@Tests/citing.sh build/quick/figures

datasets: ## Fetch MNIST, Fashion-MNIST and CIFAR-10 into DATASETS (default: datasets)
	@Scripts/datasets.sh

conformance: ready ## Same digests on tiny specs (BUILD=baseline, v3, v4 or debug: that build)
	@Scripts/conformance.sh

acceptance: ready ## The slow promises: killed, full disk, odd paths, other settings (minutes)
	@Tests/acceptance.sh

bench: ready ## Measure against the peers' scripts and rewrite Benchmarks/RESULTS.md
	@Benchmarks/run.sh

accept: report ## Make the outputs the committed manifest; REASON="..." is kept
	@$(irank) accept --preset '$(PRESET)' --reason "$$REASON" --swift "$$(Scripts/swift-version.sh)"

accept-conformance: ready ## Rewrite Tests/Conformance/DIGESTS; REASON="..." is kept
	@Scripts/conformance.sh accept

status: ready ## Runs done, running and left, from any terminal
	@$(irank) status --preset '$(PRESET)'

why: ready ## ID=<figure, run or report>: why it would be made again, and the cost
	@$(irank) why --preset '$(PRESET)' '$(ID)'

clean: ## Remove everything generated that is not committed
	rm -rf build

ready:
	@Scripts/setup.sh
	@Scripts/build.sh

FORCE:
