# Sourced by the scripts in bin that are named after the Whisper tools; $self is the script.

case $self in
    */*) bin=${self%/*} ;;
    *) bin=. ;;
esac
lib=$bin/../lib
. "$lib/java.sh"

# An archive of classes that does not fit makes Java start slower than none: it must be for this jar in this place.
share=
if [ -r "$archive.for" ] && read -r place < "$archive.for" && [ "$place/plumbago.jar" -ef "$lib/plumbago.jar" ] &&
    [ ! "$archive.for" -nt "$lib/plumbago.jar" ] && [ ! "$archive.for" -ot "$lib/plumbago.jar" ]; then
    share=-XX:SharedArchiveFile=$archive
    lib=$place
fi

# Locks and reserved room are asked of the operating system, which newer Javas warn about unless told.
case " $* " in
    *" --l"* | *" --fa"*)
        java_flags="$java_flags --enable-native-access=ALL-UNNAMED"
        [ "$java_version" -lt 24 ] || java_flags="$java_flags --sun-misc-unsafe-memory-access=allow"
        ;;
esac

# shellcheck disable=SC2086 # flags are words
exec "$java" ${share:+"$share"} $java_flags "-Dplumbago.tools=$bin/" -cp "$lib/plumbago.jar" \
    plumbago.cli.whisper.ToolMain "${self##*/}" "$@"
