# One target per task. 'make help' lists them.
.DEFAULT_GOAL := help
.PHONY: run test check fmt build dist image sbom bench quality fuzz soak screenshots example prerequisites clean help

MVN := mvn -B -ntp
QUIET := $(MVN) -q
BUILT := app/target/radar/built
KEYCLOAK := app/target/keycloak/keycloak-26.7.3
ARCHIVE := app/target/radar/radar.jsa
# All inputs of the build. The build is stale if and only if one of them has changed.
SOURCES := $(shell find . \( -name target -o -name node_modules -o -name .git -o -name data \) -prune -o \
	-type f \( -path '*/src/main/*' -o -name pom.xml -o -path './spec/*' -o -path './ui/*' \) -print 2>/dev/null)

run: build ## build what is stale, start everything on this machine's own telemetry, print the page's address
	@exec ./radar up

build: $(BUILT) $(ARCHIVE) ## build what is stale, quietly

$(BUILT): $(SOURCES)
	@echo "building Anomaly Radar (the first time takes a few minutes)"
	@rm -rf app/target/radar/lib # of a library whose version has changed, both would be there
	@$(QUIET) -pl app -am -DskipTests package
	@touch $@

# Archived classes halve the time to ready. Without the archive everything works, but starts are slower.
$(ARCHIVE): $(BUILT)
	@.ci/archive-classes $@ || echo "no class archive was created: starts take slightly longer"

test: prerequisites build ## install what the tests need, run all tests and checks
	$(MVN) verify
	$(QUIET) spotless:check

check: ## formatting, static analysis and layering, without the other tests
	$(QUIET) spotless:check
	$(MVN) -pl architecture -am -Dtest='LayeringTest,RulesCanFailTest' -Dsurefire.failIfNoSpecifiedTests=false test

fmt: ## format the sources
	$(QUIET) spotless:apply

example: build ## write radar.example.yaml from the declarations of the settings
	./radar config example > radar.example.yaml

dist: build ## pack the runnable product into dist/anomaly-radar.tar.gz
	@mkdir -p dist
	@tar -czf dist/anomaly-radar.tar.gz --transform 's,^,anomaly-radar/,' \
		radar radar.example.yaml README.md LICENSE -C app/target/radar lib job edge sql
	@echo dist/anomaly-radar.tar.gz

image: build ## pack the product into a container image, dist/anomaly-radar-image.tar; BASE=tar:///… for a base from a file
	@mkdir -p dist
	@$(QUIET) -f deploy/image $(if $(BASE),-Dradar.image.base='$(BASE)') resources:resources jib:buildTar
	@echo "dist/anomaly-radar-image.tar: docker load --input dist/anomaly-radar-image.tar"

sbom: ## write the bill of materials of what is delivered (CycloneDX) to dist/anomaly-radar.cdx.json
	@mkdir -p dist
	@$(QUIET) org.cyclonedx:cyclonedx-maven-plugin:2.9.1:makeAggregateBom -DoutputFormat=json \
		-DincludeTestScope=false -DoutputDirectory=$(CURDIR)/dist -DoutputName=anomaly-radar.cdx
	@echo dist/anomaly-radar.cdx.json

bench: prerequisites build ## run the benchmarks on this machine, write docs/benchmarks.md
	$(QUIET) -pl benchmarks -am -DskipTests package
	benchmarks/run

quality: prerequisites build ## check parity on ten million samples, measure accuracy, write docs/quality.md; labelled data in DATA=dir
	@echo "parity on ten million samples: every installed JDK, WebAssembly, JavaScript, Flink"
	$(QUIET) -pl detector-wasm,pipeline -am test -Dtest='ParityTest,DetectParityTest' -Dradar.parity.samples=10000000 -Dsurefire.failIfNoSpecifiedTests=false
	$(QUIET) -pl quality -am -DskipTests package
	quality/run $(if $(DATA),--data "$(DATA)")

screenshots: prerequisites build ## take the pictures of every view into docs/images (a quarter of an hour)
	$(MVN) -pl app -am verify -Dtest=none -Dit.test=PagePictures -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false

fuzz: build ## damaged inputs for every reader and door, a million of each kind unless INPUTS says otherwise (hours)
	$(MVN) -pl app -am test -Dtest='*FuzzTest,MutatedBodiesTest,MutatedRecordsTest,SparkplugReaderTest,AvroTreeTest' -Dradar.fuzz.inputs=$(or $(INPUTS),1000000) -Dsurefire.failIfNoSpecifiedTests=false

$(KEYCLOAK):
	@$(QUIET) org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack \
		-Dartifact=org.keycloak:keycloak-quarkus-dist:26.7.3:zip -DoutputDirectory=$(CURDIR)/app/target/keycloak
	@chmod +x $(KEYCLOAK)/bin/*.sh

soak: build $(KEYCLOAK) ## faults every few seconds on a cluster under load, for MINUTES=40 with SEED=1, then 200 kills, a login at Keycloak, 100 kills of the lake's writer and an hour of the gateway; writes docs/reliability.md
	$(MVN) -pl app -am verify -Dtest=none -Dit.test='ClusterIT,KillIT,KeycloakCampaign' -Dradar.kills=200 -Dradar.keycloak=$(CURDIR)/$(KEYCLOAK) \
		-Dradar.soak.seconds=$$(( $(or $(MINUTES),40) * 60 )) -Dradar.soak.seed=$(or $(SEED),1) \
		-Dradar.soak.report=$(CURDIR)/docs/reliability.md \
		-Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
	$(MVN) -pl history -am test -Dtest=LakeKillTest -Dradar.lake.kills=100 -Dsurefire.failIfNoSpecifiedTests=false
	$(MVN) -pl app -am test -Dtest=EdgeKillTest -Dradar.edge.seconds=3600 -Dsurefire.failIfNoSpecifiedTests=false

prerequisites: # install what the tests need besides a JDK, Maven, Node and make
	@.ci/prerequisites

clean: ## delete build output; data stays
	@$(QUIET) clean
	@rm -rf dist

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
