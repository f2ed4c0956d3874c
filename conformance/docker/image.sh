#!/bin/sh
# Makes an image of what this machine has, without any registry: Python with its standard library, the libraries that both
# are linked with, and the runtime beside this script. `image.sh CLI NAME FOLDER`: with this program, of this name, by way of
# this empty folder.
set -eu
cli=$1 name=$2 root=$3
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

python=$(python3 -c 'import os, sys; print(os.path.realpath(sys.executable))')
library=$(python3 -c 'import sysconfig; print(sysconfig.get_paths()["stdlib"])')

mkdir -p "$root/usr/bin" "$root/tmp" "$root/var/task" "$root/opt" "$root$library"
chmod 1777 "$root/tmp"
cp -L "$python" "$root/usr/bin/python3"
cp "$here/runtime.py" "$root/runtime.py"
(cd "$library" && tar -cf - --exclude=test --exclude=idlelib --exclude=tkinter --exclude=__pycache__ \
    --exclude=ensurepip --exclude=site-packages --exclude=dist-packages --exclude='config-*' .) |
    tar -xf - -C "$root$library"
{ ldd "$python"; ldd "$library"/lib-dynload/*.so; } 2>/dev/null | grep -o '/[^ ]*' | grep '\.so' | sort -u |
    while read -r file; do
        # The lines of ldd also name what was asked about.
        case $file in *lib-dynload*) continue ;; esac
        mkdir -p "$root$(dirname "$file")"
        cp -L "$file" "$root$file"
    done

tar -C "$root" -cf - . | "$cli" import \
    --change 'ENTRYPOINT ["/usr/bin/python3","-u","/runtime.py"]' --change 'CMD ["app.handler"]' - "$name"
