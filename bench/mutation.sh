#!/usr/bin/env bash
# Mutation testing: dotnet-stryker changes one piece of code at a time and runs the tests that cover it. See docs/mutation.md.
#   bench/mutation.sh policy|signing|sessions|sts
# The tool goes to artifacts/tools, the report to artifacts/mutation/AREA. It takes from minutes (policy) to hours (sts) and is not part of CI.
set -euo pipefail
version=5.1.0
root=$(cd "$(dirname "$0")/.." && pwd)
area=${1:-}
case $area in
    policy)
        project=Daypass.Policy tests=Daypass.Policy.Tests
        mutate='"**/*.cs"'
        filter='Category!=slow&Category!=foreign&FullyQualifiedName!~Fuzz&FullyQualifiedName!~Differential' ;;
    signing)
        project=Daypass.Protocol tests=Daypass.Protocol.Tests
        mutate='"**/Signing/**/*.cs"'
        filter='Category!=slow&Category!=foreign&FullyQualifiedName~Signing' ;;
    sessions)
        project=Daypass.Core tests=Daypass.Core.Tests
        mutate='"**/Sessions/**/*.cs", "**/Sealing/**/*.cs"'
        filter='Category!=slow&Category!=foreign&(FullyQualifiedName~Sessions|FullyQualifiedName~Sealing)' ;;
    sts)
        project=Daypass.Core tests=Daypass.Server.Tests
        mutate='"**/Sts/**/*.cs"'
        filter='Category!=slow&Category!=foreign&FullyQualifiedName~Server.Tests.Sts' ;;
    *)
        echo "usage: bench/mutation.sh policy|signing|sessions|sts" >&2
        exit 2 ;;
esac

tools=$root/artifacts/tools
output=$root/artifacts/mutation/$area
mkdir -p "$output"
"$tools/dotnet-stryker" --version 2>/dev/null | grep -qF "$version" ||
    dotnet tool update dotnet-stryker --version "$version" --tool-path "$tools" >/dev/null
# A change counts as noticed when the tests hang on it: a minute beyond what they took at first, or a busy machine would notice changes too.
cat > "$output/stryker-config.json" <<CONFIG
{
  "stryker-config": {
    "project": "$project.csproj",
    "mutate": [$mutate],
    "test-case-filter": "$filter",
    "reporters": ["progress", "cleartext", "json", "html"],
    "concurrency": 2,
    "additional-timeout": 60000,
    "thresholds": { "high": 95, "low": 85, "break": 85 }
  }
}
CONFIG
cd "$root/tests/$tests"
exec nice -n 19 "$tools/dotnet-stryker" --config-file "$output/stryker-config.json" --output "$output"
