# Everything from a fresh machine with the .NET SDK, make and git. `make reproduce` and `make test` need nothing else.

RECIPE ?= quick
DEVICE ?= cpu
SEED   ?=
DATA   ?=
OUT    ?=
FILES  ?= 150000

ACCELERATOR  := $(if $(filter cuda,$(DEVICE)),cuda,cpu)
CONFIGURE    := -c Release -p:Accelerator=$(ACCELERATOR)
REPRODUCTION := Reproduction/bin/Release/net10.0/reproduction
OPTIONS      := $(if $(DATA),--data "$(DATA)") $(if $(SEED),--seed $(SEED)) $(if $(OUT),--out "$(OUT)")

.DEFAULT_GOAL := help
.PHONY: help build data reproduce test test-cuda fuzz mutation torture memory audit audit-stress keep-numbers golden interval-coverage summary bench minutes

help: ## Show the targets.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

build: ## Build program and specs.
	dotnet build $(CONFIGURE) --nologo -v quiet

data: ## Get Fashion-MNIST where it lacks: Debian's package, unpacked without root, else the official files.
	@ci/fashion-mnist.sh

reproduce: build data ## Train teacher, baseline and student, and write a report (RECIPE, SEED, DATA, DEVICE, OUT).
	$(REPRODUCTION) reproduce $(RECIPE) --device $(DEVICE) --resume $(OPTIONS)

test: data ## Run the specs with coverage; at the end the slowest, the reasons of skips and the count.
	@ci/test.sh $(CONFIGURE)

golden: ## Make the reference values again, with Debian's PyTorch, torchvision and scikit-learn.
	@golden/make.sh

interval-coverage: build ## Measure how often intervals hold and tests err, into artifacts/interval-coverage.md (REPETITIONS, ONLY: part of a setting's name).
	dotnet build ci/IntervalCoverage $(CONFIGURE) --nologo -v quiet
	ci/IntervalCoverage/bin/Release/net10.0/IntervalCoverage artifacts/interval-coverage.md out/interval-coverage $(or $(REPETITIONS),400) $(if $(ONLY),"$(ONLY)")

summary: build ## What the stored seeds of a recipe have in common, into artifacts/RECIPE/summary.md.
	$(REPRODUCTION) summary artifacts/$(RECIPE) --out artifacts/$(RECIPE)/summary.md

fuzz: build ## Give the weights readers mutated files (FILES, 150,000) and write artifacts/fuzz.md.
	FUZZ_FILES=$(FILES) dotnet test $(CONFIGURE) --no-build --nologo --filter "FullyQualifiedName~FuzzSpecs"

mutation: ## Mutate the program and see the specs notice (FOLDER); write artifacts/mutation.md.
	@ci/mutation.sh $(FOLDER)

test-cuda: data ## Train for hours on CUDA what the claims need, and hold them against it (DEVICE=cpu rehearses).
	@DEVICE=$(if $(filter file,$(origin DEVICE)),cuda,$(DEVICE)) ci/test-cuda.sh

audit: build ## The verdict on every published claim, into artifacts/audit.md too.
	@mkdir -p artifacts
	@$(REPRODUCTION) audit >artifacts/audit.md.new; status=$$?; cat artifacts/audit.md.new; \
	    if [ $$status = 0 ]; then mv artifacts/audit.md.new artifacts/audit.md; else rm -f artifacts/audit.md.new; fi; exit $$status

keep-numbers: build data ## Does the working tree keep the numbers? Three fresh seeds of quick against artifacts/quick.
	@ci/keep-numbers.sh

torture: build data ## Kill a small run 50 times, let 100 calls of it fail, resume it, and compare it with one left alone (KILLS, FAULTS).
	@ci/torture.sh
	@ci/faults.sh

memory: build data ## Watch that memory stays flat over 2,000 steps, and its peaks.
	@ci/memory.sh

audit-stress: build ## The audit of figures on random tables of 2 to 1,000 classes, and on pastes in every layout, true and with a digit changed, into artifacts/audit-stress.md (TABLES, PASTES, MINUTES, SEED).
	AUDIT_TABLES=$(or $(TABLES),100) AUDIT_PASTES=$(or $(PASTES),10000) AUDIT_MINUTES=$(or $(MINUTES),60) AUDIT_SEED=$(or $(SEED),1) dotnet test $(CONFIGURE) --no-build --nologo --filter "FullyQualifiedName~StressSpecs"

bench: build ## Measure speed against PyTorch, and write artifacts/bench.md (ROUNDS, STEPS, DATA, IMAGES: a zip of JPEG files).
	@DATA="$(DATA)" IMAGES="$(IMAGES)" ci/bench.sh

minutes: build ## Minutes until B0 has 0.82 on held-out CIFAR-10 images, here and in PyTorch (DATA; hours).
	@DATA="$(DATA)" ci/minutes.sh
