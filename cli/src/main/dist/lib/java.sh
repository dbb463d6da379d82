# Sourced by the scripts of the Whisper tools; $lib is the folder of this file. Finds the Java that JAVA_HOME chooses, or
# the one on the path (17 or newer), its version, and where classes are kept for exactly that Java. Starts as few other
# programs as it can, since small tools run in loops.

if [ -n "${JAVA_HOME:-}" ]; then
    java_home=$JAVA_HOME
    java=$JAVA_HOME/bin/java
else
    java=$(command -v java) || java=
    java_home=$(readlink -f -- "${java:-/}")
    java_home=${java_home%/bin/java}
fi
if [ ! -x "$java" ]; then
    echo "${0##*/}: no Java found; install Java 17 or newer, or set JAVA_HOME" >&2
    exit 127
fi

archive=
java_version=17
if [ -r "$java_home/release" ]; then
    while IFS='="' read -r name _ value _; do
        if [ "$name" = JAVA_RUNTIME_VERSION ]; then
            archive=$lib/archive/$value.jsa
            java_version=${value%%[!0-9]*}
            break
        fi
    done < "$java_home/release"
fi

# For programs that run for a moment: no optimizing compiler, one thread to collect garbage, and nothing printed into a
# tool's output if the archive does not fit. The names of files are UTF-8, whatever the language of the terminal.
java_flags="-Xlog:disable -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto"
export LC_ALL=C.UTF-8
