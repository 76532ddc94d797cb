# Thin front of the CMake presets.  `make` builds build/hearsay; `make demo` and `make test` set up what is missing.

.PHONY: all demo test test-all setup clean format man install web dist

all:
	@cmake --preset release > build-release.log 2>&1 || { cat build-release.log; rm -f build-release.log; exit 1; }
	@rm -f build-release.log
	@cmake --build build --target hearsay

setup:
	@tools/setup

demo: setup all
	@tools/demo

test: setup
	@tools/test

test-all: setup
	@tools/test --all

web:
	@tools/web

dist:
	@tools/dist

man: all
	@build/hearsay --man > build/hearsay.1

format:
	clang-format -i $$(git ls-files '*.c' '*.h')

install: all
	cmake --install build

clean:
	rm -rf build build-*
