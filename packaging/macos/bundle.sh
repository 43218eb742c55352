#!/bin/sh
# Signs the bundle of the frozen program, puts it on a disk image and has Apple notarise it. Run on a Mac, after
# `python3 dev.py package frozen`:
#
#   IDENTITY="Developer ID Application: Name (TEAM)" PROFILE=kbviewer sh packaging/macos/bundle.sh
#
# IDENTITY is a certificate in the keychain; PROFILE is what `xcrun notarytool store-credentials` was told. README.md tells more.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
app=$root/build/frozen/kbviewer.app
out=$root/build/macos
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$root/kbviewer/__init__.py")
image=$out/kbviewer-$version.dmg
: "${IDENTITY:?name the certificate to sign with}" "${PROFILE:?name the profile of notarytool}"

sign() {
    codesign --force --timestamp --options runtime --entitlements "$root/packaging/macos/entitlements.plist" \
        --sign "$IDENTITY" "$@"
}

# 1. Sign from the inside out: a signature covers those below it, so libraries come first, then the frameworks and the web
#    engine's helper, which is a bundle in a framework, and the whole bundle last.
find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) | while IFS= read -r file; do sign "$file"; done
find "$app/Contents" -depth \( -name '*.app' -o -name '*.framework' \) | while IFS= read -r part; do sign "$part"; done
sign "$app"
codesign --verify --deep --strict --verbose=2 "$app"

# 2. A disk image with the bundle and a way to Applications.
rm -rf "$out"
mkdir -p "$out/image"
ditto "$app" "$out/image/kbviewer.app"
ditto "$root/build/frozen/kbviewer/licences" "$out/image/licences"
ln -s /Applications "$out/image/Applications"
hdiutil create -volname "kbviewer $version" -srcfolder "$out/image" -fs HFS+ -format ULFO "$image"
codesign --timestamp --sign "$IDENTITY" "$image"

# 3. Apple looks it through; the answer is stapled to the image, so that a Mac without a network believes it as well.
xcrun notarytool submit "$image" --keychain-profile "$PROFILE" --wait
xcrun stapler staple "$image"
spctl --assess --type open --context context:primary-signature --verbose "$image"
echo "$image"
