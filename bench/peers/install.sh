#!/bin/sh
# Installs the peers from Debian's own packages: PyTorch 1.13.1 with functorch, and the OpenBLAS that it computes with.
set -eu

packages="python3-torch python3-numpy libopenblas0-pthread"

# shellcheck disable=SC2086
if ! dpkg-query --show --showformat='${db:Status-Status}\n' $packages 2>/dev/null | awk '$1 != "installed" { missing = 1 } END { exit NR != 3 || missing }'; then
    [ "$(id -u)" = 0 ] && sudo= || sudo=sudo
    $sudo apt-get update -q
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $packages
fi

/usr/bin/python3 -c 'import torch, functorch; print("torch", torch.__version__)'

blas=$(readlink -f /usr/lib/x86_64-linux-gnu/libblas.so.3 2>/dev/null || true)
case $blas in
    *openblas-pthread* | "") ;;
    *) echo "PyTorch would compute with $blas, which is not the fast one. Run: update-alternatives --config libblas.so.3-x86_64-linux-gnu" >&2; exit 1 ;;
esac
