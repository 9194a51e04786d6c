// Does the Go project's own log library accept a log of ours? Tiles, proofs and signature are read with
// golang.org/x/mod/sumdb, which was written for the Go checksum database.
//
// usage: sumdb LOG VKEY
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func check(err error, what string) {
	if err != nil {
		fmt.Printf("%s: %v\n", what, err)
		os.Exit(1)
	}
}

// tiles reads tiles of height 8 where C2SP tlog-tiles puts them: tile/L/N, without the height.
type tiles struct{ folder string }

func (t tiles) Height() int { return 8 }

func (t tiles) path(tile tlog.Tile) string {
	return filepath.Join(t.folder, strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range wanted {
		bytes, err := os.ReadFile(t.path(tile))
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t tiles) entries(size int64) [][]byte {
	var entries [][]byte
	for first := int64(0); first < size; first += 256 {
		width := size - first
		if width > 256 {
			width = 256
		}
		path := t.path(tlog.Tile{H: 8, L: 0, N: first / 256, W: int(width)})
		path = strings.Replace(path, "tile/0/", "tile/entries/", 1)
		data, err := os.ReadFile(path)
		check(err, "entries")
		for len(data) > 0 {
			length := int(binary.BigEndian.Uint16(data))
			entries = append(entries, data[2:2+length])
			data = data[2+length:]
		}
	}
	return entries
}

func main() {
	folder, vkey := os.Args[1], os.Args[2]
	verifier, err := note.NewVerifier(vkey)
	check(err, "key")
	message, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	check(err, "checkpoint")
	opened, err := note.Open(message, note.VerifierList(verifier))
	check(err, "note")
	lines := strings.Split(opened.Text, "\n")
	var tree tlog.Tree
	_, err = fmt.Sscan(lines[1], &tree.N)
	check(err, "size")
	tree.Hash, err = tlog.ParseHash(lines[2])
	check(err, "root")

	source := tiles{folder}
	// Checks every tile that it reads against the root.
	reader := tlog.TileHashReader(tree, source)
	entries := source.entries(tree.N)
	if int64(len(entries)) != tree.N {
		check(fmt.Errorf("%d entries of %d", len(entries), tree.N), "entries")
	}
	proofs := 0
	step := tree.N/97 + 1
	for index := int64(0); index < tree.N; index += step {
		proof, err := tlog.ProveRecord(tree.N, index, reader)
		check(err, "proving an entry")
		check(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entries[index])), "an entry")
		old := index + 1
		root, err := tlog.TreeHash(old, reader)
		check(err, "an older root")
		growth, err := tlog.ProveTree(tree.N, old, reader)
		check(err, "proving growth")
		check(tlog.CheckTree(growth, tree.N, tree.Hash, old, root), "growth")
		proofs += 2
	}
	for index, entry := range entries {
		hashes, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(index))})
		check(err, "a leaf")
		if hashes[0] != tlog.RecordHash(entry) {
			check(fmt.Errorf("entry %d", index), "a leaf")
		}
	}
	fmt.Printf("%d entries, %d proofs\n", len(entries), proofs)
}
