#!/usr/bin/env bash
# Checks one person's proof: that these identifiers were in a wave's set before anything was sent, and what the ledger
# says became of them at each partner. Without expunge and without a network.
#
#   verify-subject.sh [FOLDER [LEDGER.vkey]]       without FOLDER: the folder this script lies in
#
# Give the ledger's key from a source of your own as the second argument; the one in the folder came with the folder.
# Uses what verify-receipt.sh, which lies beside it, uses. Prints what holds and exits 0, or says what is wrong and
# exits 1.
set -euo pipefail
export LC_ALL=C
. "$(dirname "${BASH_SOURCE[0]}")/verify-receipt.sh"

# HMAC-SHA-256 (RFC 2104) with a key of 32 bytes over a message, all in hex. Made of two plain hashes, so that the key
# never stands in a process list.
hmac_hex() {
  local inner="" outer="" byte at
  for ((at = 0; at < 128; at += 2)); do
    byte=$((16#0${1:at:2}))
    printf -v inner '%s%02x' "$inner" $((byte ^ 0x36))
    printf -v outer '%s%02x' "$outer" $((byte ^ 0x5c))
  done
  sha256_hex "$outer$(sha256_hex "$inner$2")"
}

# Prints the value of a field of a receipt, without quotes. A quote inside a JSON text is escaped, so no text can look
# like a field.
field() {
  local pattern='[{,]"'$2'":("[^"\\]*"|null|[0-9]+|\[[][0-9,]*\])'
  [[ $1 =~ $pattern ]] || return 1
  local value=${BASH_REMATCH[1]}
  value=${value#\"}
  echo "${value%\"}"
}

# Whether ranges ([[first,last],...], or null for everyone) hold the subject.
holds() {
  local rest=$1
  [ "$rest" = null ] && return 0
  while [[ $rest =~ ([0-9]+),([0-9]+)\](.*) ]]; do
    [ "${BASH_REMATCH[1]}" -le "$subject" ] && [ "$subject" -le "${BASH_REMATCH[2]}" ] && return 0
    rest=${BASH_REMATCH[3]}
  done
  return 1
}

# Reads subject.path; sets wave, subject and set_path[] (hex, leaf to root).
read_subject_path() {
  read_lines "$folder/subject.path"
  [ "${lines[0]}" = "expunge-subject-path/1" ] && [[ ${lines[1]:-} == "wave "* && ${lines[2]:-} == "index "* ]] &&
    is_number "${lines[2]#index }" || fail "subject.path is not a path of an expunge subject set"
  wave=${lines[1]#wave } subject=${lines[2]#index } set_path=()
  local line hex
  for line in "${lines[@]:3}"; do
    hex=$(base64_hex "$line") && [ ${#hex} -eq 64 ] || fail "subject.path: a hash is not 32 bytes in base64"
    set_path+=("$hex")
  done
}

# Opens every identifier: key and value must give the commitment that stands in leaf.txt.
open_identifiers() {
  local line kind ordinal key value key_hex value_hex commitment number=0
  read_lines "$folder/leaf.txt"
  local leaf=$'\n'$(printf '%s\n' "${lines[@]}")$'\n'
  read_lines "$folder/identifiers.txt"
  for line in "${lines[@]}"; do
    [[ $line =~ ^([a-z0-9.-]+)" "([0-9]+)" "([A-Za-z0-9+/=]+)" "([A-Za-z0-9+/=]+)$ ]] ||
      fail "identifiers.txt: a line is not kind, ordinal, key and value"
    kind=${BASH_REMATCH[1]} ordinal=${BASH_REMATCH[2]} key=${BASH_REMATCH[3]} value=${BASH_REMATCH[4]}
    key_hex=$(base64_hex "$key") && [ ${#key_hex} -eq 64 ] || fail "identifiers.txt: a key is not 32 bytes in base64"
    value_hex=$(base64_hex "$value") || fail "identifiers.txt: a value is not canonical base64"
    commitment=$(hmac_hex "$key_hex" "$(printf 'expunge-id/1\0%s\0' "$kind" | to_hex)$value_hex")
    commitment=$(printf %s "$commitment" | xxd -r -p | base64 -w 0)
    [[ $leaf == *$'\n'"$kind $ordinal $commitment"$'\n'* ]] ||
      fail "identifiers.txt: $kind $ordinal does not open its commitment in leaf.txt"
    number=$((number + 1))
  done
  echo "$number identifiers open their commitments in the leaf of subject $subject."
}

# Checks one receipt of the folder and notes what it says.
read_receipt() {
  local file=$1 text kind
  read_lines "$file"
  [ ${#lines[@]} -eq 1 ] || fail "$file is not one line"
  text=${lines[0]}
  read_lines "${file%.json}.tlog-proof"
  read_proof 0
  [ "$checkpoint_text" = "$newest" ] || fail "${file%.json}.tlog-proof is for another checkpoint"
  [ "${file##*/}" = "$index.json" ] || fail "$file is the receipt at index $index"
  check_receipt "$text"
  kind=$(field "$text" kind) || fail "$file has no kind"
  case $kind in
    wave.open/1) read_opening "$file" "$text" ;;
    outcome/1) outcomes[index]=$text ;;
    amend/1) corrections+=("$(field "$text" index) $index $text") ;;
    *) fail "$file is a $kind, which is no part of a person's proof" ;;
  esac
}

read_opening() {
  local rest=$2 pattern='[{,]"id":"([^"\\]*)"(.*)' hash
  [ "$(field "$2" wave)" = "$wave" ] || fail "$1 opens another wave than $wave"
  [[ $2 =~ ,\"subjects\":([0-9]+), ]] && is_number "${BASH_REMATCH[1]}" && is_below "$subject" "${BASH_REMATCH[1]}" ||
    fail "$1: subject $subject is not in the wave's set"
  local subjects=${BASH_REMATCH[1]}
  path=("${set_path[@]}")
  hash=$(merkle_root "$leaf_hash" "$subject" "$subjects") || fail "subject.path: $hash"
  [ "$hash" = "$(base64_hex "$(field "$2" set_root)")" ] || fail "subject.path does not lead to the set_root in $1"
  while [[ $rest =~ $pattern ]]; do partners+=("${BASH_REMATCH[1]}") rest=${BASH_REMATCH[2]}; done
  opened=yes
}

# What the ledger says of the subject, partner by partner. Asked, claimed and verified are different things: the grade
# says which of them an outcome rests on.
tell_outcomes() {
  local partner at text found correction
  for partner in $(printf '%s\n' "${partners[@]}" | sort -u); do
    found=
    for at in "${!outcomes[@]}"; do
      text=${outcomes[at]}
      [ "$(field "$text" partner)" = "$partner" ] || continue
      [ "$(field "$text" wave)" = "$wave" ] || fail "receipt $at is of another wave than $wave"
      holds "$(field "$text" subjects)" && found=yes &&
        echo "  $partner: $(field "$text" outcome), grade $(field "$text" grade), on $(field "$text" at) (line $at)"
      for correction in "${corrections[@]}"; do
        [[ $correction == "$at "* ]] || continue
        found=yes
        echo "  $partner: line $at was corrected later: ${correction#* }"
      done
    done
    [ -n "$found" ] || echo "  $partner: no outcome in this folder"
  done
}

check_subject() {
  folder=${1:-$(dirname "${BASH_SOURCE[0]}")}
  local file
  wave="" subject="" opened="" set_path=() partners=() outcomes=() corrections=()
  (cd "$folder" && sha256sum --check --strict --quiet SHA256SUMS) || fail "SHA256SUMS does not fit the files"
  read_key "${2:-$folder/ledger.vkey}"
  read_lines "$folder/checkpoint"
  read_checkpoint 0
  newest=$checkpoint_text
  read_subject_path
  leaf_hash=$(sha256_hex "00$(to_hex < "$folder/leaf.txt")")
  open_identifiers
  for file in "$folder"/receipts/*.json; do read_receipt "$file"; done
  [ -n "$opened" ] || fail "the wave.open receipt is missing"
  echo "VALID: subject $subject was in the set of wave $wave of the ledger $origin before its first byte left, and" \
    "the receipts below stand in the $size lines that the key $key_name+$key_id signed. Each tells what a partner" \
    "answered or did not answer, as far as its grade goes:"
  tell_outcomes
}

check_subject "$@"
