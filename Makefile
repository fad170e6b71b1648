# Everything from a fresh machine with the .NET SDK, make and git. `make reproduce` and `make test` need nothing else.

RECIPE ?= quick
DEVICE ?= cpu
SEED   ?=
DATA   ?=
OUT    ?=
FILES  ?= 150000

ACCELERATOR  := $(if $(filter cuda,$(DEVICE)),cuda,cpu)
CONFIGURE    := -c Release -p:Accelerator=$(ACCELERATOR)
# The compiler makes much that is soon garbage, and is compiled itself as it runs: so told it takes three quarters of the time.
BUILD        := DOTNET_TieredPGO=0 DOTNET_GCgen0size=0x4000000 dotnet build
REPRODUCTION := Reproduction/bin/Release/net10.0/reproduction
OPTIONS      := $(if $(DATA),--data "$(DATA)") $(if $(SEED),--seed $(SEED)) $(if $(OUT),--out "$(OUT)")

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help build program data reproduce test coverage test-cuda fuzz mutation torture memory audit audit-stress keep-numbers keep-numbers-rehearsal golden interval-coverage summary bench minutes slurm-rehearsal axe

help: ## Show the targets.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

build: ## Build program and specs.
	@echo "make $@: building program and specs; the first time it downloads $(if $(filter cuda,$(ACCELERATOR)),about 3 GB of packages and takes over 20 GB of disk,0.6 GB of packages and takes 4 GB of disk)"
	@$(BUILD) $(CONFIGURE) --nologo -v quiet

program: ## Build the program alone (DEVICE).
	@echo "make $@: building the program; the first time it downloads $(if $(filter cuda,$(ACCELERATOR)),about 3 GB of packages and takes 15 GB of disk,0.55 GB of packages and takes 3 GB of disk)"
	@$(BUILD) Reproduction $(CONFIGURE) --nologo -v quiet

data: ## Get Fashion-MNIST where it lacks: Debian's package, unpacked without root, else the official files.
	@echo "make $@: looking for Fashion-MNIST, 30 MB to download where it lacks"
	@$(if $(DATA),REPRODUCTION_DATA="$(DATA)") ci/fashion-mnist.sh

reproduce: program $(if $(DATA),,data) ## Train a recipe's models, with all of its seeds unless told one, and write reports and a summary (RECIPE, SEED, DATA, DEVICE, OUT).
	@echo "make $@: recipe $(RECIPE) on $(DEVICE), into $(or $(OUT),out/$(RECIPE))"
	@$(REPRODUCTION) reproduce $(RECIPE) --device $(DEVICE) --resume $(OPTIONS)

test: build data ## Run the specs; at the end the slowest, the reasons of skips and the count.
	@echo "make $@: the specs; five minutes on two cores"
	@ci/test.sh $(CONFIGURE) --no-build

coverage: build data ## The same, counting which lines of the program run.
	@echo "make $@: the specs, with coverage into out/test/coverage.cobertura.xml; seven minutes on two cores"
	@COVERAGE=1 ci/test.sh $(CONFIGURE) --no-build

golden: ## Make the reference values again, with Debian's PyTorch, torchvision and scikit-learn.
	@echo "make $@: reference values again, by Debian's Python"
	@golden/make.sh

interval-coverage: program ## Measure how often intervals hold and tests err, into artifacts/interval-coverage.md (REPETITIONS, ONLY: part of a setting's name).
	@echo "make $@: how often intervals hold, into artifacts/interval-coverage.md; about 20 minutes on two cores"
	$(BUILD) ci/IntervalCoverage $(CONFIGURE) --nologo -v quiet
	ci/IntervalCoverage/bin/Release/net10.0/IntervalCoverage artifacts/interval-coverage.md out/interval-coverage $(or $(REPETITIONS),400) $(if $(ONLY),"$(ONLY)")

summary: program ## What the stored seeds of a recipe have in common, into artifacts/RECIPE/summary.md.
	@echo "make $@: the stored seeds of $(RECIPE), into artifacts/$(RECIPE)/summary.md"
	$(REPRODUCTION) summary artifacts/$(RECIPE) --out artifacts/$(RECIPE)/summary.md

axe: ## Get axe-core with npm into out/axe: with it and Chromium the specs check the pages' accessibility.
	@echo "make $@: axe-core from npm, into out/axe"
	@mkdir -p out/axe && cp ci/axe/package.json ci/axe/package-lock.json out/axe && npm ci --prefix out/axe --no-audit --no-fund

fuzz: build ## Give the weights readers mutated files (FILES, 150,000) and write artifacts/fuzz.md.
	@echo "make $@: $(FILES) damaged weights files"
	FUZZ_FILES=$(FILES) dotnet test $(CONFIGURE) --no-build --nologo --filter "FullyQualifiedName~FuzzSpecs"

mutation: ## Mutate the program and see the specs notice (FOLDER); write artifacts/mutation.md.
	@echo "make $@: changes of the program that a spec must notice; hours"
	@ci/mutation.sh $(FOLDER)

test-cuda: data ## Train for hours on CUDA what the claims need, and hold them against it (DEVICE=cpu rehearses).
	@echo "make $@: trainings for the claims; hours"
	@DEVICE=$(if $(filter file,$(origin DEVICE)),cuda,$(DEVICE)) ci/test-cuda.sh

audit: program ## The verdict on every published claim, into artifacts/audit.md too.
	@echo "make $@: the verdict on every published claim; a minute"
	@mkdir -p artifacts
	@$(REPRODUCTION) audit >artifacts/audit.md.new; status=$$?; cat artifacts/audit.md.new; \
	    if [ $$status = 0 ]; then mv artifacts/audit.md.new artifacts/audit.md; else rm -f artifacts/audit.md.new; fi; exit $$status

keep-numbers: program $(if $(DATA),,data) ## Does the working tree keep the numbers? Three fresh seeds of quick against artifacts/quick.
	@echo "make $@: three fresh seeds of quick; minutes"
	@ci/keep-numbers.sh

keep-numbers-rehearsal: program $(if $(DATA),,data) ## Does keep-numbers find another temperature, learning rate or loss on a small recipe, and nothing where nothing was changed?
	@echo "make $@: seventeen small runs and four comparisons; twenty minutes"
	@DATA="$(DATA)" ci/keep-numbers-rehearsal.sh

torture: program data ## Kill a small run 50 times, let 100 calls of it fail, resume it, and compare it with one left alone (KILLS, FAULTS).
	@echo "make $@: a small run is killed again and again; minutes"
	@ci/torture.sh
	@ci/faults.sh

memory: program data ## Watch that memory stays flat over 2,000 steps, and its peaks.
	@echo "make $@: the memory of a run; minutes"
	@ci/memory.sh

audit-stress: build ## The audit of figures on random tables of 2 to 1,000 classes, and on pastes in every layout, true and with a digit changed, into artifacts/audit-stress.md (TABLES, PASTES, MINUTES, SEED).
	@echo "make $@: random tables and pastes; up to $(or $(MINUTES),60) minutes"
	AUDIT_TABLES=$(or $(TABLES),100) AUDIT_PASTES=$(or $(PASTES),10000) AUDIT_MINUTES=$(or $(MINUTES),60) AUDIT_SEED=$(or $(SEED),1) dotnet test $(CONFIGURE) --no-build --nologo --filter "FullyQualifiedName~StressSpecs"

bench: program ## Measure speed against PyTorch, and write artifacts/bench.md (ROUNDS, STEPS, INSTRUCTIONS=avx2, DATA, IMAGES: a zip of JPEG files).
	@echo "make $@: this program and PyTorch side by side; minutes"
	@DATA="$(DATA)" IMAGES="$(IMAGES)" ci/bench.sh

minutes: program ## Minutes until B0 has TARGET (0.88) of held-out CIFAR-10 images, here and in PyTorch (DATA, CHANGES of the recipe; hours).
	@echo "make $@: B0 to $(or $(TARGET),0.88) of held-out images, here and in PyTorch; hours"
	@DATA="$(DATA)" ci/minutes.sh

slurm-rehearsal: ## Run a recipe on a Slurm of this machine, kill and requeue tasks, and compare with one process.
	@echo "make $@: twelve tiny tasks on a Slurm of its own; minutes"
	@ci/slurm/rehearsal.sh
