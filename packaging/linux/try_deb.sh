#!/bin/sh
# Installs a package in a clean Debian over an older version, uses it there as an ordinary user, purges it, compares what is
# left, and installs it once more.
#
#     sudo sh packaging/linux/try_deb.sh build/deb/kbviewer_0.1.0_amd64.deb [SUITE]
#
# Takes root, debootstrap, and a mirror of Debian: MIRROR=…, else debootstrap's own. BASE=FOLDER is a root made before by
# debootstrap --variant=minbase, which is copied and not changed. Pictures and lists are left in build/deb/try, of the Debian
# nothing.
set -eu

package=$(realpath "$1")
suite=${2:-bookworm}
out=$(dirname "$package")/try
root=$out/root
home=/home/klinik
rm -rf "$out"
mkdir -p "$out"
trap 'rm -rf --one-file-system "$root"' EXIT

say() { printf '\n== %s ==\n' "$*"; }
# Not a plain chroot, in which nobody may make user namespaces: the web engine's sandbox is made of them. Whatever is
# started ends with the command, and what is mounted is gone after it.
# shellcheck disable=SC2016  # expanded by the shell inside
inside() {
    unshare --mount --pid --fork --kill-child sh -c '
        mount --rbind "$0" "$0"; mount --rbind /dev "$0/dev"; mount -t proc proc "$0/proc"
        cd "$0"; pivot_root . .; umount -l .
        exec chroot . /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
    ' "$root" "$@"
}
as_user() { inside runuser -u klinik -- env HOME="$home" XDG_RUNTIME_DIR="$home/run" LC_ALL=da_DK.UTF-8 "$@"; }
# Every file outside what packages write beside themselves: caches, lists and logs of apt, dpkg and the linker.
files() {
    (cd "$root" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./tmp -o -path "./var/cache" -o \
        -path ./var/lib/apt -o -path ./var/lib/dpkg -o -path ./var/log -o -path ".$home" \) -prune -o -print | LC_ALL=C sort)
}
say "a clean Debian $suite"
if [ -n "${BASE:-}" ]; then
    cp -a "$BASE" "$root"
else
    debootstrap --variant=minbase "$suite" "$root" ${MIRROR:+"$MIRROR"} >"$out/debootstrap.log"
fi
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
# What the trial itself needs: a screen, and what a desktop has to make its lists of programs and types.
inside apt-get -q update >"$out/apt.log"
inside apt-get -q install -y --no-install-recommends xvfb xauth xdg-utils libglib2.0-bin desktop-file-utils \
    shared-mime-info hicolor-icon-theme gtk-update-icon-cache man-db bash-completion imagemagick x11-apps xdotool \
    procps x11-utils locales >>"$out/apt.log" 2>&1
inside localedef --inputfile=da_DK --charmap=UTF-8 da_DK.UTF-8
inside useradd --create-home klinik
inside install -d -o klinik -m 700 "$home/run"

say "what it depends on, through apt"
cp "$package" "$root/tmp/kbviewer.deb"
inside apt-get -q satisfy -y --no-install-recommends "$(dpkg-deb --field "$package" Depends)" >>"$out/apt.log" 2>&1
files >"$out/before.txt"

say "an older version, and dpkg -i over it"
dpkg-deb --raw-extract "$package" "$out/older"
sed -i 's/^Version: .*/Version: 0.0.1/' "$out/older/DEBIAN/control"
touch "$out/older/usr/lib/kbviewer/_internal/only-in-the-older"
dpkg-deb --root-owner-group -Znone --build "$out/older" "$root/tmp/older.deb"
rm -r "$out/older"
inside dpkg -i /tmp/older.deb
as_user kbviewer bookmarks add ryg/iskias --note "fra den gamle version"
inside dpkg -i /tmp/kbviewer.deb
inside dpkg --verify kbviewer
if [ -e "$root/usr/lib/kbviewer/_internal/only-in-the-older" ]; then
    echo "a file of the older version is left"
    exit 1
fi
as_user kbviewer bookmarks list
inside sh -c 'command -v python3' && echo "Python is there, by another package" || echo "no Python"

say "as an ordinary user"
as_user kbviewer --version
as_user kbviewer index
as_user kbviewer search "ondt under foden" --limit 3
as_user kbviewer handout fod/haelspore --pdf "$home/hælspore.pdf"
as_user kbviewer bookmarks add fod/haelspore --note "fra klinikken"
as_user kbviewer bookmarks export "$home/bogmærker.kbviewer"
as_user kbviewer bookmarks remove fod/haelspore
as_user man kbviewer | head -5
as_user env LC_ALL=C.UTF-8 man kbviewer | head -5
as_user gio info --attributes standard::content-type "$home/bogmærker.kbviewer" | grep standard
echo "opened by: $(as_user xdg-mime query default application/x-kbviewer-bookmarks+json)"
# shellcheck disable=SC2016  # expanded by the shell inside
as_user bash -c '. /usr/share/bash-completion/bash_completion; . /usr/share/bash-completion/completions/kbviewer
    COMP_WORDS=(kbviewer ha); COMP_CWORD=1; _shtab_kbviewer kbviewer ha kbviewer; echo "ha<Tab>: ${COMPREPLY[*]}"'

say "in a window"
# shellcheck disable=SC2016  # the same
as_user xvfb-run -a -s "-screen 0 1280x800x24" sh -c '
    kbviewer screenshot "$HOME/article.png" --search "ondt under foden" --open fod/haelspore
    gio launch /usr/share/applications/io.github.kbviewer.kbviewer.desktop "$HOME/bogmærker.kbviewer" &
    for _ in $(seq 60); do
        sleep 1
        xdotool search --name "Importér bogmærker" >/dev/null 2>&1 && break
    done
    sleep 4
    grep --no-filename Seccomp: /proc/[0-9]*/status | sort | uniq -c
    xwd -root -silent | convert xwd:- "$HOME/window.png"
    xprop -id "$(xdotool search --onlyvisible --name kbviewer | head -1)" WM_CLASS'
cp "$root$home"/*.png "$root$home"/*.pdf "$out/"

say "dpkg --purge"
inside dpkg --purge kbviewer
files >"$out/after.txt"
find "$root$home" -name bookmarks.sqlite -printf 'what the user keeps: %f, %s bytes\n'
if diff "$out/before.txt" "$out/after.txt" >"$out/left.txt"; then
    echo "nothing is left of the program"
else
    cat "$out/left.txt"
    exit 1
fi

say "dpkg -i once more"
inside dpkg -i /tmp/kbviewer.deb
as_user kbviewer bookmarks list
inside dpkg --purge kbviewer
