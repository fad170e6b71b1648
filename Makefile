# Everything from a fresh machine with the .NET SDK, make and git. `make reproduce` and `make test` need nothing else.

RECIPE ?= quick
DEVICE ?= cpu
SEED   ?=
DATA   ?=
OUT    ?=

ACCELERATOR  := $(if $(filter cuda,$(DEVICE)),cuda,cpu)
CONFIGURE    := -c Release -p:Accelerator=$(ACCELERATOR)
REPRODUCTION := Reproduction/bin/Release/net10.0/reproduction
OPTIONS      := $(if $(DATA),--data "$(DATA)") $(if $(SEED),--seed $(SEED)) $(if $(OUT),--out "$(OUT)")

.DEFAULT_GOAL := help
.PHONY: help build data reproduce test audit golden interval-coverage bench

help: ## Show the targets.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

build: ## Build program and specs.
	dotnet build $(CONFIGURE) --nologo -v quiet

data: ## Get Fashion-MNIST where it lacks: Debian's package, unpacked without root, else the official files.
	@ci/fashion-mnist.sh

reproduce: build data ## Train teacher, baseline and student, and write a report (RECIPE, SEED, DATA, DEVICE, OUT).
	$(REPRODUCTION) reproduce $(RECIPE) --device $(DEVICE) --resume $(OPTIONS)

test: data ## Run the specs with coverage; the last line counts them.
	@ci/test.sh $(CONFIGURE)

golden: ## Make the reference values again, with Debian's PyTorch, torchvision and scikit-learn.
	@golden/make.sh

interval-coverage: ## Measure how often the intervals hold the truth; writes artifacts/interval-coverage.md.
	REPRODUCTION_INTERVAL_COVERAGE=$(CURDIR)/artifacts/interval-coverage.md dotnet test $(CONFIGURE) --nologo --filter FullyQualifiedName~IntervalCoverage

audit: build ## The verdict on every published claim.
	$(REPRODUCTION) audit
