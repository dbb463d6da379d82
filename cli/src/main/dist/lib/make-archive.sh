#!/bin/sh
# Keeps the classes of the Whisper tools in the form in which a Java starts them quickly, in the folder archive beside
# this script. Run when Plumbago is built, for the Java that builds it; to be run again for any other (JAVA_HOME chooses
# it), and after the folder has been moved or copied: sh make-archive.sh. Without it the tools do the same, and take more
# than half as long again to start.
set -eu

lib=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)
. "$lib/java.sh"
if [ -z "$archive" ]; then
    echo "make-archive: this Java does not say its version: '$java_home/release' is missing" >&2
    exit 1
fi

# Made under another name first: a tool that starts meanwhile must not find half of it.
new=$archive.$$
trap 'rm -f "$new" "$new.for"' EXIT
mkdir -p "${archive%/*}"
# shellcheck disable=SC2086 # flags are words
"$java" "-XX:ArchiveClassesAtExit=$new" $java_flags -cp "$lib/plumbago.jar" plumbago.cli.whisper.ToolRehearsal \
    >/dev/null 2>&1
if [ ! -s "$new" ]; then
    echo "make-archive: this Java keeps no classes" >&2
    exit 1
fi
rm -f "$archive.for"
mv -f "$new" "$archive"
echo "$lib" >"$new.for"
touch -r "$lib/plumbago.jar" "$new.for"
mv -f "$new.for" "$archive.for"
