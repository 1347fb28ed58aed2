#!/usr/bin/env bash
# What action.yml runs: annotations for the pull request, a summary of the job, and SARIF where it is wanted.
set -euo pipefail

cli="$GITHUB_ACTION_PATH/dist/cli.cjs"
if [ ! -f "$cli" ]; then
  echo 'Building the command line, which this version of the action does not hold …'
  (cd "$GITHUB_ACTION_PATH" && npm ci --ignore-scripts >/dev/null && npm run -s build >/dev/null)
fi

arguments=(check)
[ -z "${PROFILE:-}" ] || arguments+=("--profile=$PROFILE")
[ -z "${CONFIG:-}" ] || arguments+=("--config=$CONFIG")
[ -z "${BASELINE:-}" ] || arguments+=("--baseline=$BASELINE")
[ -z "${CHANGED_SINCE:-}" ] || arguments+=("--changed-since=$CHANGED_SINCE")

paths=()
while IFS= read -r path; do
  [ -z "$path" ] || paths+=("$path")
done <<< "${PATHS:-.}"
[ "${#paths[@]}" -gt 0 ] || paths=(.)

# These two only tell; what they cannot read, the last one tells, and fails.
if [ -n "${SARIF_FILE:-}" ]; then
  node "$cli" "${arguments[@]}" --fail-on=never --format=sarif "--output=$SARIF_FILE" -- "${paths[@]}" >/dev/null 2>&1 || true
fi
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  node "$cli" "${arguments[@]}" --fail-on=never --format=markdown -- "${paths[@]}" >> "$GITHUB_STEP_SUMMARY" 2>/dev/null || true
fi
exec node "$cli" "${arguments[@]}" "--fail-on=${FAIL_ON:-error}" --format=github -- "${paths[@]}"
