// Gocheck checks an exported Aside log with the Go project's own transparency log packages,
// golang.org/x/mod/sumdb/note and golang.org/x/mod/sumdb/tlog, as Debian ships them:
//
//	apt-get install golang-go golang-golang-x-mod-dev
//	GO111MODULE=off GOPATH=/usr/share/gocode go build -o gocheck main.go
//	./gocheck DIR
//
// It judges the signature, the tree, the proofs and the tiles, not what the entries say.
// One line a check. Exit code: 0 all hold; 3 the first that does not; 1 a file is missing; 2 wrong use.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8 // 256 hashes a tile

// A head is what a checkpoint signs.
type head struct {
	origin string
	size   int64
	root   tlog.Hash
}

// A tree holds the entries and every hash that tlog stores for them.
type tree struct {
	entries [][]byte
	hashes  []tlog.Hash
}

// ReadHashes makes a tree a tlog.HashReader.
func (t *tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	list := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(t.hashes)) {
			return nil, errors.New("a hash beyond the tree")
		}
		list[i] = t.hashes[index]
	}
	return list, nil
}

// rootAt computes the root of the first size entries. Tlog leaves the empty tree's root to us.
func (t *tree) rootAt(size int64) (tlog.Hash, error) {
	if size == 0 {
		return sha256.Sum256(nil), nil
	}
	return tlog.TreeHash(size, t)
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: gocheck DIR")
		os.Exit(2)
	}
	err := check(os.Args[1])
	var missing *fs.PathError
	switch {
	case errors.As(err, &missing):
		fmt.Fprintln(os.Stderr, "gocheck:", err)
		os.Exit(1)
	case err != nil:
		fmt.Println("FAILS ", err)
		os.Exit(3)
	}
}

func holds(format string, arguments ...any) {
	fmt.Printf("holds  "+format+"\n", arguments...)
}

func check(dir string) error {
	files := map[string][]byte{}
	for _, name := range []string{"entries.ndjson", "checkpoint", "log.vkey"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		files[name] = data
	}

	verifier, err := note.NewVerifier(strings.TrimSuffix(string(files["log.vkey"]), "\n"))
	if err != nil {
		return fmt.Errorf("key: %v", err)
	}
	top, err := openCheckpoint(files["checkpoint"], verifier)
	if err != nil {
		return fmt.Errorf("checkpoint: %v", err)
	}
	holds("checkpoint: signed by log.vkey, origin %s, %d entries", top.origin, top.size)

	log, err := grow(files["entries.ndjson"])
	if err != nil {
		return err
	}
	if size := int64(len(log.entries)); size != top.size {
		return fmt.Errorf("size: %d entries, the checkpoint says %d", size, top.size)
	}
	root, err := log.rootAt(top.size)
	if err != nil || root != top.root {
		return fmt.Errorf("root: recomputed %v, the checkpoint says %v", root, top.root)
	}
	holds("root: %v recomputed from every entry", root)

	for _, next := range []func() error{
		func() error { return checkInclusion(log, top) },
		func() error { return checkConsistency(log, top) },
		func() error { return checkProofFiles(filepath.Join(dir, "proofs"), log, verifier) },
		func() error { return checkTiles(filepath.Join(dir, "tile"), log) },
	} {
		if err := next(); err != nil {
			return err
		}
	}
	return nil
}

// openCheckpoint verifies the note and reads its three lines.
func openCheckpoint(data []byte, verifier note.Verifier) (head, error) {
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return head{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return head{}, errors.New("not exactly three lines")
	}
	if lines[0] != verifier.Name() {
		return head{}, errors.New("the origin is not the key's name")
	}
	size, err := parseDecimal(lines[1])
	if err != nil {
		return head{}, fmt.Errorf("tree size: %v", err)
	}
	root, err := parseHash(lines[2])
	if err != nil {
		return head{}, fmt.Errorf("root: %v", err)
	}
	return head{lines[0], size, root}, nil
}

// parseDecimal refuses signs and leading zeros.
func parseDecimal(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 || strconv.FormatInt(n, 10) != text {
		return 0, errors.New("not a decimal in its shortest form")
	}
	return n, nil
}

// parseHash refuses base64 that does not re-encode to itself.
func parseHash(text string) (tlog.Hash, error) {
	var hash tlog.Hash
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(raw) != len(hash) || base64.StdEncoding.EncodeToString(raw) != text {
		return hash, errors.New("not a hash in strict base64")
	}
	copy(hash[:], raw)
	return hash, nil
}

// grow appends the entries one by one, as the log did.
func grow(ndjson []byte) (*tree, error) {
	log := &tree{}
	if len(ndjson) == 0 {
		return log, nil
	}
	if ndjson[len(ndjson)-1] != '\n' {
		return nil, errors.New("entries: the file ends inside a line")
	}
	log.entries = bytes.Split(ndjson[:len(ndjson)-1], []byte("\n"))
	for i, entry := range log.entries {
		hashes, err := tlog.StoredHashes(int64(i), entry, log)
		if err != nil {
			return nil, fmt.Errorf("entry %d: %v", i, err)
		}
		log.hashes = append(log.hashes, hashes...)
	}
	return log, nil
}

// spread picks numbers from low to high: both ends, around each power of two, and a stride between.
func spread(low, high int64) []int64 {
	picked := map[int64]bool{}
	pick := func(n int64) {
		if low <= n && n <= high {
			picked[n] = true
		}
	}
	for _, n := range []int64{low, low + 1, high - 1, high} {
		pick(n)
	}
	for power := int64(2); power <= high; power *= 2 {
		pick(power - 1)
		pick(power)
		pick(power + 1)
	}
	for i := int64(1); i < 16; i++ {
		pick(low + (high-low)*i/16)
	}
	var list []int64
	for n := range picked {
		list = append(list, n)
	}
	sort.Slice(list, func(i, j int) bool { return list[i] < list[j] })
	return list
}

// checkInclusion makes and checks proofs, and sees that each refuses a changed entry.
func checkInclusion(log *tree, top head) error {
	indexes := spread(0, top.size-1)
	for _, index := range indexes {
		proof, err := tlog.ProveRecord(top.size, index, log)
		if err != nil {
			return fmt.Errorf("inclusion of entry %d: %v", index, err)
		}
		entry := log.entries[index]
		if err := tlog.CheckRecord(proof, top.size, top.root, index, tlog.RecordHash(entry)); err != nil {
			return fmt.Errorf("inclusion of entry %d: %v", index, err)
		}
		changed := append([]byte("x"), entry...)
		if tlog.CheckRecord(proof, top.size, top.root, index, tlog.RecordHash(changed)) == nil {
			return fmt.Errorf("inclusion of entry %d: the proof accepts a changed entry", index)
		}
	}
	holds("inclusion: %d entries proven, each proof refuses a changed entry", len(indexes))
	return nil
}

// checkConsistency proves that smaller trees are beginnings of this one.
func checkConsistency(log *tree, top head) error {
	sizes := spread(1, top.size)
	for _, size := range sizes {
		smaller, err := log.rootAt(size)
		if err != nil {
			return fmt.Errorf("consistency from size %d: %v", size, err)
		}
		proof, err := tlog.ProveTree(top.size, size, log)
		if err != nil {
			return fmt.Errorf("consistency from size %d: %v", size, err)
		}
		if err := tlog.CheckTree(proof, top.size, top.root, size, smaller); err != nil {
			return fmt.Errorf("consistency from size %d: %v", size, err)
		}
	}
	holds("consistency: %d smaller trees are beginnings of this one", len(sizes))
	return nil
}

// checkProofFiles checks proofs/*.tlog-proof, where there are any.
func checkProofFiles(dir string, log *tree, verifier note.Verifier) error {
	paths, err := filepath.Glob(filepath.Join(dir, "*.tlog-proof"))
	if err != nil {
		return err
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := checkProof(filepath.Base(path), data, log, verifier); err != nil {
			return fmt.Errorf("proof %q: %v", filepath.Base(path), err)
		}
	}
	holds("proofs: %d files under proofs/", len(paths))
	return nil
}

func checkProof(name string, data []byte, log *tree, verifier note.Verifier) error {
	text, checkpoint, found := bytes.Cut(data, []byte("\n\n"))
	lines := strings.Split(string(text), "\n")
	if !found || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a tlog-proof of version 1")
	}
	lines = lines[1:]
	if len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") {
		extra := strings.TrimPrefix(lines[0], "extra ")
		raw, err := base64.StdEncoding.DecodeString(extra)
		if err != nil || base64.StdEncoding.EncodeToString(raw) != extra {
			return errors.New("the extra line is not strict base64")
		}
		lines = lines[1:]
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "index ") {
		return errors.New("no index line")
	}
	index, err := parseDecimal(strings.TrimPrefix(lines[0], "index "))
	if err != nil {
		return fmt.Errorf("index: %v", err)
	}
	if named, err := parseDecimal(strings.TrimSuffix(name, ".tlog-proof")); err == nil && named != index {
		return errors.New("its name is that of another entry")
	}
	var path tlog.RecordProof
	for _, line := range lines[1:] {
		hash, err := parseHash(line)
		if err != nil {
			return err
		}
		path = append(path, hash)
	}
	signed, err := openCheckpoint(checkpoint, verifier)
	if err != nil {
		return fmt.Errorf("its checkpoint: %v", err)
	}
	if index >= signed.size || signed.size > int64(len(log.entries)) {
		return errors.New("its index or its tree size is beyond this log")
	}
	if root, err := log.rootAt(signed.size); err != nil || root != signed.root {
		return errors.New("its checkpoint's root is not the root of these entries")
	}
	return tlog.CheckRecord(path, signed.size, signed.root, index, tlog.RecordHash(log.entries[index]))
}

// checkTiles compares every tile and entry bundle with the entries, and looks for those that must be there.
func checkTiles(dir string, log *tree) error {
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	seen := map[tlog.Tile]bool{}
	err := filepath.WalkDir(dir, func(path string, item fs.DirEntry, err error) error {
		if err != nil || item.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		// Tlog writes the height into a tile's path and calls a bundle of entries "data"; C2SP does not.
		name = filepath.ToSlash(name)
		own := strings.Replace(name, "entries/", "data/", 1)
		tile, err := tlog.ParseTilePath(fmt.Sprintf("tile/%d/%s", tileHeight, own))
		if err != nil || strings.HasPrefix(name, "data/") {
			return fmt.Errorf("tiles: tile/%s is not named like a tile", name)
		}
		expected, err := log.tile(tile)
		if err != nil {
			return fmt.Errorf("tiles: tile/%s: %v", name, err)
		}
		found, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if !bytes.Equal(found, expected) {
			return fmt.Errorf("tiles: tile/%s differs from the entries", name)
		}
		seen[tile] = true
		return nil
	})
	if err != nil {
		return err
	}
	for level, row := 0, len(log.entries); row > 0; level, row = level+1, row>>tileHeight {
		for first := 0; first < row; first += 1 << tileHeight {
			tile := tlog.Tile{H: tileHeight, L: level, N: int64(first >> tileHeight), W: 1 << tileHeight}
			if row-first < tile.W {
				tile.W = row - first
			}
			if !seen[tile] {
				return fmt.Errorf("tiles: level %d lacks tile %d of width %d", tile.L, tile.N, tile.W)
			}
		}
	}
	holds("tiles: %d files under tile/ agree with the entries", len(seen))
	return nil
}

// tile returns the bytes that a tile of this tree must have.
func (t *tree) tile(tile tlog.Tile) ([]byte, error) {
	row := int64(len(t.entries))
	if tile.L > 0 {
		row >>= uint(tile.L) * tileHeight
	}
	first := tile.N << tileHeight
	if tile.N > row>>tileHeight || first+int64(tile.W) > row {
		return nil, errors.New("no tile of this tree")
	}
	if tile.L >= 0 {
		return tlog.ReadTileData(tile, t)
	}
	var bundle []byte
	for _, entry := range t.entries[first : first+int64(tile.W)] {
		bundle = binary.BigEndian.AppendUint16(bundle, uint16(len(entry)))
		bundle = append(bundle, entry...)
	}
	return bundle, nil
}
