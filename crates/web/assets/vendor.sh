#!/bin/sh
# Refreshes the vendored stylesheet from the npm registry.
#
#   crates/web/assets/vendor.sh [VERSION]
#
# Only the stylesheet is taken: the pages run no script. Read the diff, look at the pages, and keep
# LICENSE-tabler in step with the header of the file.
set -eu

version="${1:-1.6.1}"
here="$(cd "$(dirname "$0")" && pwd)"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

cd "$scratch"
npm pack --silent "@tabler/core@$version" >/dev/null
tar -xzf tabler-core-*.tgz package/dist/css/tabler.min.css
# The reference to the source map would be a request that finds nothing.
sed '/^\/\*# sourceMappingURL=/d' package/dist/css/tabler.min.css > "$here/vendor/tabler.min.css"
head -c 200 "$here/vendor/tabler.min.css"
