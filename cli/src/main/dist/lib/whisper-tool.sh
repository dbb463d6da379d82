# Starts the Whisper tool that a script in bin is named after: $self is that script, "$@" are the tool's arguments.
# Small tools run in loops, so this starts no other program on its way. JAVA_HOME chooses the Java (17 or newer),
# JAVA_OPTS adds flags for it.

case $self in
    */*) bin=${self%/*} ;;
    *) bin=. ;;
esac
lib=$bin/../lib
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

# The names of files are UTF-8, whatever the language of the terminal.
export LC_ALL=C.UTF-8

exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto ${JAVA_OPTS:-} \
    "-Dplumbago.tools=$bin/" -cp "$lib/plumbago.jar" plumbago.cli.whisper.ToolMain "${self##*/}" "$@"
