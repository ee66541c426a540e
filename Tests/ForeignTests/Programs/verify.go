// Checks a ledger with Go's own code for signed notes and Merkle trees (golang.org/x/mod/sumdb), which knows nothing of
// expunge. Prints one line for each thing that holds; ends with 1 and a reason where something does not.
package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fail(format string, a ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", a...)
	os.Exit(1)
}

func must[T any](value T, err error) T {
	if err != nil {
		fail("%v", err)
	}
	return value
}

// A tree's size and root out of a note that Go has verified.
func open(path string, vkey string) tlog.Tree {
	verifier := must(note.NewVerifier(vkey))
	n := must(note.Open(must(os.ReadFile(path)), note.VerifierList(verifier)))
	lines := strings.Split(n.Text, "\n")
	if lines[0] != verifier.Name() {
		fail("%s: origin %q is not the key's name", path, lines[0])
	}
	return tlog.Tree{N: must(strconv.ParseInt(lines[1], 10, 64)), Hash: must(tlog.ParseHash(lines[2]))}
}

// Tiles in C2SP's layout, height 8.
type folder string

func (f folder) Height() int { return 8 }

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range tiles {
		// Go writes tile/8/<L>/<N>[.p/<W>].
		path := "tile/" + strings.TrimPrefix(tile.Path(), "tile/8/")
		bytes, err := os.ReadFile(filepath.Join(string(f), path))
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

func entries(directory string, size int64) [][]byte {
	var all [][]byte
	for number := int64(0); number*256 < size; number++ {
		width := size - number*256
		if width > 256 {
			width = 256
		}
		tile := tlog.Tile{H: 8, L: 0, N: number, W: int(width)}
		path := "tile/entries/" + strings.TrimPrefix(tile.Path(), "tile/8/0/")
		bundle := must(os.ReadFile(filepath.Join(directory, path)))
		for len(bundle) > 0 {
			length := int(binary.BigEndian.Uint16(bundle))
			all = append(all, bundle[2:2+length])
			bundle = bundle[2+length:]
		}
	}
	return all
}

func checkLedger(directory, vkey string) {
	tree := open(filepath.Join(directory, "checkpoint"), vkey)
	reader := tlog.TileHashReader(tree, folder(directory))
	lines := entries(directory, tree.N)
	if int64(len(lines)) != tree.N {
		fail("%d entries, the checkpoint signs %d", len(lines), tree.N)
	}
	var stored []tlog.Hash
	memory := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var hashes []tlog.Hash
		for _, index := range indexes {
			hashes = append(hashes, stored[index])
		}
		return hashes, nil
	})
	for index, line := range lines {
		stored = append(stored, must(tlog.StoredHashes(int64(index), line, memory))...)
	}
	if root := must(tlog.TreeHash(tree.N, memory)); root != tree.Hash {
		fail("the entries' root is %v, the checkpoint signs %v", root, tree.Hash)
	}
	for index, line := range lines {
		proof := must(tlog.ProveRecord(tree.N, int64(index), reader))
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(index), tlog.RecordHash(line)); err != nil {
			fail("entry %d: %v", index, err)
		}
	}
	fmt.Printf("ledger %d %v\n", tree.N, tree.Hash)
	kept := must(filepath.Glob(filepath.Join(directory, "checkpoints", "*")))
	for _, path := range kept {
		if strings.Contains(filepath.Base(path), ".") {
			continue
		}
		old := open(path, vkey)
		proof := must(tlog.ProveTree(tree.N, old.N, reader))
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
			fail("%s: %v", path, err)
		}
		fmt.Printf("kept %d\n", old.N)
	}
}

func checkProof(line, proof, vkey string) {
	head, checkpoint, _ := bytes.Cut(must(os.ReadFile(proof)), []byte("\n\n"))
	parts := strings.Split(string(head), "\n")
	if parts[0] != "c2sp.org/tlog-proof@v1" {
		fail("%s is no tlog-proof", proof)
	}
	file := must(os.CreateTemp("", "checkpoint"))
	defer os.Remove(file.Name())
	must(file.Write(checkpoint))
	tree := open(file.Name(), vkey)
	index := must(strconv.ParseInt(strings.TrimPrefix(parts[1], "index "), 10, 64))
	var path tlog.RecordProof
	for _, text := range parts[2:] {
		path = append(path, must(tlog.ParseHash(text)))
	}
	record := tlog.RecordHash(must(os.ReadFile(line)))
	if err := tlog.CheckRecord(path, tree.N, tree.Hash, index, record); err != nil {
		fail("%v", err)
	}
	fmt.Printf("proof %d of %d\n", index, tree.N)
}

// A witness's key for Go's note package, which has no cosignatures of its own.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }
func (w witness) Verify(text, signature []byte) bool {
	if len(signature) != 72 {
		return false
	}
	header := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(signature))
	return ed25519.Verify(w.key, append([]byte(header), text...), signature[8:])
}

func checkCosignature(path, vkey string) {
	name, rest, _ := strings.Cut(vkey, "+")
	id, text, _ := strings.Cut(rest, "+")
	key := must(base64.StdEncoding.DecodeString(text))
	if key[0] != 4 {
		fail("%s is no witness's key", vkey)
	}
	verifier := witness{name, uint32(must(strconv.ParseUint(id, 16, 32))), key[1:]}
	n := must(note.Open(must(os.ReadFile(path)), note.VerifierList(verifier)))
	fmt.Printf("cosigned by %s\n", n.Sigs[0].Name)
}

func main() {
	switch arguments := os.Args[2:]; os.Args[1] {
	case "ledger":
		checkLedger(arguments[0], arguments[1])
	case "proof":
		checkProof(arguments[0], arguments[1], arguments[2])
	case "cosignature":
		checkCosignature(arguments[0], arguments[1])
	}
}
