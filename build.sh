#!/usr/bin/env bash
# Builds everything and runs all tests; ends with "N passed, N failed, N skipped" and a non-zero code on any failure.
# Usage: ./build.sh [filter arguments handed to every test program]
#        ./build.sh evaluate [arguments of hindcast evaluate]: scores on the scenarios instead, one small server each
set -uo pipefail
cd "$(dirname "$0")" || exit 1
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

if [ "${1:-}" = "evaluate" ]; then
    shift
    dotnet build src/Hindcast.Cli -c Release -v q -clp:NoSummary || exit 1
    exec dotnet exec artifacts/bin/Hindcast.Cli/release/hindcast.dll evaluate --scenarios scenarios "$@"
fi

dotnet build Hindcast.slnx -c Release -v q || { echo "build failed"; echo "0 passed, 1 failed, 0 skipped"; exit 1; }
if [ "${CI:-}" = "true" ]; then
    # Style is an error in the build; this looks at blanks and line ends only, which takes a sixth of the time.
    dotnet format whitespace Hindcast.slnx --verify-no-changes --no-restore || { echo "format: run 'dotnet format'"; echo "0 passed, 1 failed, 0 skipped"; exit 1; }
fi

passed=0 failed=0 skipped=0
for project in tests/*/*.csproj; do
    name=$(basename "$project" .csproj)
    log=$(mktemp)
    dotnet exec "artifacts/bin/$name/release/$name.dll" "$@" 2>&1 | tee "$log"
    code=${PIPESTATUS[0]}
    count() { sed -n "s/.*$1: \([0-9][0-9]*\).*/\1/p" "$log" | tail -n 1; }
    total=$(count 'Total') errors=$(count 'Errors') fails=$(count 'Failed') skips=$(count 'Skipped')
    rm -f "$log"
    bad=$((${errors:-0} + ${fails:-0}))
    if [ -z "$total" ] || { [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; }; then
        echo "$name ended with code $code without a result"
        bad=$((bad + 1))
    fi
    failed=$((failed + bad))
    skipped=$((skipped + ${skips:-0}))
    passed=$((passed + ${total:-0} - ${fails:-0} - ${skips:-0}))
done

# A server of each scenario, small: no false alarm, none missed.
if [ "${CI:-}" = "true" ]; then
    if "./$(basename "$0")" evaluate --scale 0.0003 --quiet; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "evaluate: a false alarm or a server that was missed"; fi
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
