#!/usr/bin/env bash
# Checks that one receipt stands in a ledger, without expunge and without a network.
#
#   verify-receipt.sh RECEIPT.json PROOF.tlog-proof LEDGER.vkey
#   verify-receipt.sh RECEIPT.txt LEDGER.vkey        the text of a receipt's QR code: the receipt, then the proof
#
# Uses only bash, openssl 3, xxd and the core tools (sha256sum, base64, tr, mktemp). Prints one sentence of what holds
# and exits 0, or says what is wrong and exits 1.
#
# What is done: the receipt's bytes are hashed (SHA-256 of 00 and the bytes); the proof's hashes lead from there to the
# root of the ledger's tree (SHA-256 of 01, left, right; RFC 9162 section 2.1.3.2); the root stands in a checkpoint that
# the ledger's key signed (Ed25519; C2SP signed-note, tlog-checkpoint and tlog-proof). Every text is rebuilt from what
# was read in it and must give the same bytes: nothing is skipped over.
set -euo pipefail
export LC_ALL=C

fail() { echo "NOT VALID: $*" >&2; exit 1; }

# Hex of stdin; bytes of hex; SHA-256 of the bytes of hex, as hex.
to_hex() { xxd -p | tr -d '\n'; }
sha256_hex() { local sum; sum=$(printf %s "$1" | xxd -r -p | sha256sum); echo "${sum%% *}"; }

# Base64 to hex. A value has one spelling: what encoding it again would not give is refused.
base64_hex() {
  local hex
  hex=$(printf %s "$1" | base64 -d 2>/dev/null | to_hex) || return 1
  [ "$(printf %s "$hex" | xxd -r -p | base64 -w 0)" = "$1" ] && printf %s "$hex"
}

# Whether it is a whole number from 0 to 2^63 - 1 in its only spelling.
is_number() {
  [[ $1 =~ ^(0|[1-9][0-9]{0,18})$ ]] || return 1
  [[ ${#1} -lt 19 || ! $1 > 9223372036854775807 ]]
}

# Sets lines[] to the lines of a file; the last one ends in a newline, and there are no zero bytes.
read_lines() {
  [ -f "$1" ] && [ -r "$1" ] || fail "$1 cannot be read"
  mapfile -t lines < "$1"
  local whole; whole=$(sha256sum < "$1")
  [ "$(printf '%s\n' "${lines[@]}" | sha256sum)" = "$whole" ] || fail "$1 is not text whose last line ends in a newline"
}

# Sets key_name, key_id (hex) and key_hex from a file of one line: name+id+base64(01 || public key).
read_key() {
  read_lines "$1"
  [ ${#lines[@]} -eq 1 ] && [[ ${lines[0]} =~ ^([^+[:space:]]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$ ]] ||
    fail "$1 is not one line of name+id+key"
  key_name=${BASH_REMATCH[1]} key_id=${BASH_REMATCH[2]}
  key_hex=$(base64_hex "${BASH_REMATCH[3]}") || fail "$1: the key is not canonical base64"
  [[ ${#key_hex} -eq 66 && $key_hex == 01* ]] || fail "$1: the key is not an Ed25519 key of 32 bytes"
  local sum; sum=$(sha256_hex "$(printf '%s\n' "$key_name" | to_hex)$key_hex")
  [ "${sum:0:8}" = "$key_id" ] || fail "$1: the key id is not the one that name and key give"
  key_hex=${key_hex:2}
}

# Reads lines[] from number $1 on as a checkpoint. Sets origin, size, root (hex), signed_text, checkpoint_text.
read_checkpoint() {
  local at=$1 line hex signed=0
  [ ${#lines[@]} -ge $((at + 5)) ] || fail "the checkpoint is cut off"
  origin=${lines[at]} size=${lines[at + 1]}
  is_number "$size" || fail "the checkpoint's size is not a number below 2^63"
  root=$(base64_hex "${lines[at + 2]}") && [ ${#root} -eq 64 ] || fail "the checkpoint's root is not 32 bytes in base64"
  [ -z "${lines[at + 3]}" ] || fail "the checkpoint does not have exactly three lines"
  signed_text=$origin$'\n'$size$'\n'${lines[at + 2]}
  checkpoint_text=$signed_text$'\n'
  for line in "${lines[@]:at + 4}"; do
    checkpoint_text+=$'\n'$line
    [[ $line =~ ^"— "([^+[:space:]]+)" "([A-Za-z0-9+/=]+)$ ]] || fail "a signature line is malformed"
    hex=$(base64_hex "${BASH_REMATCH[2]}") && [ ${#hex} -gt 8 ] || fail "a signature is not canonical base64"
    # Lines by other keys, a witness's for example, are not judged here.
    [ "${BASH_REMATCH[1]}" = "$key_name" ] && [ "${hex:0:8}" = "$key_id" ] || continue
    check_signature "${hex:8}" || fail "the signature under the checkpoint does not fit its text and the key"
    signed=1
  done
  [ $signed -eq 1 ] || fail "the checkpoint has no signature by the key $key_name+$key_id"
  [ "$origin" = "$key_name" ] || fail "the checkpoint is of '$origin', the key of '$key_name'"
}

# Ed25519 over signed_text; the key is wrapped as DER SubjectPublicKeyInfo (RFC 8410) for openssl.
check_signature() {
  [ ${#1} -eq 128 ] || return 1
  local temporary result=0
  temporary=$(mktemp -d)
  printf %s "302a300506032b6570032100$key_hex" | xxd -r -p > "$temporary/key"
  printf '%s\n' "$signed_text" > "$temporary/text"
  printf %s "$1" | xxd -r -p > "$temporary/signature"
  openssl pkeyutl -verify -pubin -keyform DER -inkey "$temporary/key" -rawin -in "$temporary/text" \
    -sigfile "$temporary/signature" > /dev/null 2>&1 || result=1
  rm -r "$temporary"
  return $result
}

# The root that the path in path[] (hex, leaf to root) leads to, from leaf hash $1 at index $2 in a tree of $3 leaves.
# The number of hashes is fixed by index and size, and is checked before anything is hashed.
merkle_root() {
  local hash=$1 fn=$2 last=$(($3 - 1)) sn sibling wanted=0 difference rest
  difference=$((fn ^ last)) rest=$fn sn=$last
  while [ $difference -gt 0 ]; do wanted=$((wanted + 1)) difference=$((difference >> 1)) rest=$((rest >> 1)); done
  while [ $rest -gt 0 ]; do wanted=$((wanted + (rest & 1))) rest=$((rest >> 1)); done
  [ ${#path[@]} -eq $wanted ] || { echo "the path has ${#path[@]} hashes where $wanted are needed"; return 1; }
  for sibling in "${path[@]}"; do
    if [ $((fn & 1)) -eq 1 ] || [ $fn -eq $sn ]; then
      hash=$(sha256_hex "01$sibling$hash")
      while [ $((fn & 1)) -eq 0 ] && [ $fn -ne 0 ]; do fn=$((fn >> 1)) sn=$((sn >> 1)); done
    else
      hash=$(sha256_hex "01$hash$sibling")
    fi
    fn=$((fn >> 1)) sn=$((sn >> 1))
  done
  echo "$hash"
}

# Reads lines[] from number $1 on as a proof file. Sets index and path[], then the checkpoint.
read_proof() {
  local at=$(($1 + 1)) hex
  [ "${lines[$1]:-}" = "c2sp.org/tlog-proof@v1" ] || fail "the proof does not start with c2sp.org/tlog-proof@v1"
  if [[ ${lines[at]:-} == "extra "* ]]; then
    base64_hex "${lines[at]#extra }" > /dev/null || fail "the proof's extra line is not canonical base64"
    at=$((at + 1))
  fi
  index=${lines[at]:-}
  [[ $index == "index "* ]] && index=${index#index } && is_number "$index" ||
    fail "the proof has no index below 2^63"
  path=()
  for ((at += 1; at < ${#lines[@]}; at += 1)); do
    [ -n "${lines[at]}" ] || break
    hex=$(base64_hex "${lines[at]}") && [ ${#hex} -eq 64 ] || fail "a hash of the proof is not 32 bytes in base64"
    path+=("$hex")
    [ ${#path[@]} -le 63 ] || fail "the proof has more hashes than any tree needs"
  done
  read_checkpoint $((at + 1))
}

# Checks the receipt $1 (a line without its newline) against the proof that was read.
check_receipt() {
  local entry leaf result
  [[ $1 == "{"*"}" ]] && [ ${#1} -lt 16384 ] || fail "the receipt is not one JSON object on one line of at most 16 KiB"
  is_below "$index" "$size" || fail "index $index is not below the checkpoint's size $size"
  entry=$(printf '%s\n' "$1" | to_hex)
  leaf=$(sha256_hex "00$entry")
  result=$(merkle_root "$leaf" "$index" "$size") || fail "$result; the proof is for another size"
  [ "$result" = "$root" ] || fail "the receipt does not stand at index $index: receipt, proof or checkpoint was changed"
}

is_below() { [ "$1" -lt "$2" ]; }

main() {
  local tool receipt proof_from
  for tool in openssl sha256sum base64 xxd mktemp; do
    command -v $tool > /dev/null || { echo "$tool is not installed" >&2; exit 2; }
  done
  case $# in
    3) read_key "$3"; read_lines "$1"; [ ${#lines[@]} -eq 1 ] || fail "$1 is not one line"
       receipt=${lines[0]} proof_from=0; read_lines "$2" ;;
    2) read_key "$2"; read_lines "$1"; receipt=${lines[0]} proof_from=1 ;;
    *) echo "usage: $0 RECEIPT.json PROOF.tlog-proof LEDGER.vkey | RECEIPT.txt LEDGER.vkey" >&2; exit 2 ;;
  esac
  read_proof $proof_from
  check_receipt "$receipt"
  echo "VALID: this receipt is line $index of the ledger $origin, which held $size lines with root $root (hex)" \
    "when the key $key_name+$key_id signed it. It proves what the operator wrote down, not that it is true:" \
    "the receipt's own grade says what the evidence is worth."
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then main "$@"; fi
