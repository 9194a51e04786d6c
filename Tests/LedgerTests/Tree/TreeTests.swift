// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Ledger

/// RFC 6962 section 2.1 word by word: slow, and with nothing in common with the code under test.
enum ByDefinition {
  static func root(_ leaves: ArraySlice<LogHash>) -> LogHash {
    if leaves.isEmpty { return .emptyRoot }
    if leaves.count == 1 { return leaves[leaves.startIndex] }
    let middle = leaves.startIndex + split(leaves.count)
    return .node(root(leaves[..<middle]), root(leaves[middle...]))
  }

  static func path(_ index: Int, _ leaves: ArraySlice<LogHash>) -> [LogHash] {
    if leaves.count == 1 { return [] }
    let k = split(leaves.count)
    let middle = leaves.startIndex + k
    return index < k
      ? path(index, leaves[..<middle]) + [root(leaves[middle...])]
      : path(index - k, leaves[middle...]) + [root(leaves[..<middle])]
  }

  static func proof(_ size: Int, _ leaves: ArraySlice<LogHash>, isWhole: Bool = true) -> [LogHash] {
    if size == leaves.count { return isWhole ? [] : [root(leaves)] }
    let k = split(leaves.count)
    let middle = leaves.startIndex + k
    return size <= k
      ? proof(size, leaves[..<middle], isWhole: isWhole) + [root(leaves[middle...])]
      : proof(size - k, leaves[middle...], isWhole: false) + [root(leaves[..<middle])]
  }

  private static func split(_ count: Int) -> Int {
    var k = 1
    while k * 2 < count { k *= 2 }
    return k
  }
}

@Suite struct TreeTests {
  @Test func `the hashes of nothing and of an empty entry are those of RFC 6962's tests`() throws {
    #expect(
      LogHash.emptyRoot.bytes
        == bytes(hex: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
    #expect(
      LogHash.leaf([]).bytes
        == bytes(hex: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"))
  }

  @Test func `every size from 0 to 40 has the root that the definition gives`() throws {
    let leaves = Vectors.leaves(40)
    var frontier = TreeFrontier()
    let hashes = LeafHashes(leaves)
    for size in 0...40 {
      let root = ByDefinition.root(leaves[..<size])
      #expect(frontier.root == root && frontier.size == UInt64(size))
      #expect(try MerkleProof.root(size: UInt64(size), hashes: hashes) == root)
      #expect(try TreeFrontier(size: UInt64(size), hashes: hashes) == frontier)
      #expect(TreeFrontier(size: UInt64(size), subtrees: frontier.subtrees) == frontier)
      if size < 40 { frontier.append(leaves[size]) }
    }
  }

  @Test func `every proof of an entry is the definition's, and opens at its place only`() throws {
    let leaves = Vectors.leaves(20)
    let hashes = LeafHashes(leaves)
    for size in 1...20 {
      let root = ByDefinition.root(leaves[..<size])
      for index in 0..<size {
        let path = try MerkleProof.inclusionPath(
          index: UInt64(index), size: UInt64(size), hashes: hashes)
        #expect(path == ByDefinition.path(index, leaves[..<size]))
        for other in 0...size {
          let isIncluded = MerkleProof.isIncluded(
            leaf: leaves[index], index: UInt64(other), size: UInt64(size), path: path, root: root)
          #expect(isIncluded == (other == index), "\(index) as \(other) of \(size)")
        }
      }
    }
  }

  @Test func `every proof of growth is the definition's, and no other size takes it`() throws {
    let leaves = Vectors.leaves(20)
    let hashes = LeafHashes(leaves)
    let roots = (0...20).map { ByDefinition.root(leaves[..<$0]) }
    for new in 1...20 {
      for old in 1...new {
        let path = try MerkleProof.consistencyPath(
          from: UInt64(old), to: UInt64(new), hashes: hashes)
        #expect(path == ByDefinition.proof(old, leaves[..<new]))
        for other in 0...20 {
          let isConsistent = MerkleProof.isConsistent(
            oldSize: UInt64(other), newSize: UInt64(new), oldRoot: roots[other],
            newRoot: roots[new], path: path)
          // Nothing and everything have an empty proof.
          let isRight = other == old || (path.isEmpty && (other == 0 || other == new))
          #expect(isConsistent == isRight, "\(old) as \(other) to \(new)")
        }
      }
    }
  }

  @Test func `a log cannot be said to continue one that was not empty but is called so`() {
    let root = LogHash.leaf([1])
    #expect(
      !MerkleProof.isConsistent(oldSize: 0, newSize: 1, oldRoot: root, newRoot: root, path: []))
    #expect(
      !MerkleProof.isConsistent(oldSize: 0, newSize: 0, oldRoot: root, newRoot: root, path: []))
  }

  @Test func `sizes and paths beyond all measure are refused at once`() {
    let hash = LogHash.leaf([])
    let path = [LogHash](repeating: hash, count: 100_000)
    let max = UInt64.max
    let duration = ContinuousClock().measure {
      #expect(
        !MerkleProof.isIncluded(leaf: hash, index: max - 1, size: max, path: path, root: hash))
      #expect(
        !MerkleProof.isConsistent(
          oldSize: max - 1, newSize: max, oldRoot: hash, newRoot: hash, path: path))
      #expect(
        !MerkleProof.isConsistent(
          oldSize: max, newSize: 0, oldRoot: hash, newRoot: hash, path: path))
    }
    #expect(duration < .seconds(1))
    #expect(TreeFrontier(size: max, subtrees: path) == nil)
    #expect(throws: TreeError.self) {
      try MerkleProof.inclusionPath(index: 0, size: max, hashes: LeafHashes([hash]))
    }
    #expect(throws: TreeError.indexBeyondSize(index: 1, size: 1)) {
      try MerkleProof.inclusionPath(index: 1, size: 1, hashes: LeafHashes([hash]))
    }
  }
}

@Suite(.enabled(if: Vectors.areThere)) struct TreeVectorTests {
  struct Roots: Decodable {
    struct Root: Decodable {
      let size: Int
      let root: String
    }
    let roots: [Root]
  }

  @Test func `all roots`() throws {
    let expected = try Vectors.read("roots.json", as: Roots.self).roots
    let bySize = Dictionary(uniqueKeysWithValues: expected.map { ($0.size, $0.root) })
    var frontier = TreeFrontier()
    var count = 0
    for size in 0...70_000 {
      if let root = bySize[size] {
        #expect(frontier.root.base64 == root, "\(size)")
        count += 1
      }
      frontier.append(.leaf(Vectors.entry(size)))
    }
    #expect(count == expected.count && count > 300)
  }

  struct Inclusion: Decodable {
    struct Case: Decodable {
      let size: UInt64
      let index: UInt64
      let leafHash: String
      let root: String
      let path: [String]
      let ok: Bool
      let why: String
    }
    let cases: [Case]
  }

  @Test func `all inclusion proofs, sound and unsound`() throws {
    for item in try Vectors.read("inclusion.json", as: Inclusion.self).cases {
      let isIncluded = MerkleProof.isIncluded(
        leaf: try LogHash(text: item.leafHash), index: item.index, size: item.size,
        path: try item.path.map { try LogHash(text: $0) }, root: try LogHash(text: item.root))
      #expect(isIncluded == item.ok, "\(item.index) of \(item.size): \(item.why)")
    }
  }

  struct Consistency: Decodable {
    struct Case: Decodable {
      let oldSize: UInt64
      let newSize: UInt64
      let oldRoot: String
      let newRoot: String
      let path: [String]
      let ok: Bool
      let why: String
    }
    let cases: [Case]
  }

  @Test func `all proofs of growth, sound and unsound`() throws {
    for item in try Vectors.read("consistency.json", as: Consistency.self).cases {
      let isConsistent = MerkleProof.isConsistent(
        oldSize: item.oldSize, newSize: item.newSize, oldRoot: try LogHash(text: item.oldRoot),
        newRoot: try LogHash(text: item.newRoot),
        path: try item.path.map { try LogHash(text: $0) })
      #expect(isConsistent == item.ok, "\(item.oldSize) to \(item.newSize): \(item.why)")
    }
  }

  @Test func `the proofs that are made are the vectors' own`() throws {
    let hashes = LeafHashes(Vectors.leaves(70_000))
    for item in try Vectors.read("inclusion.json", as: Inclusion.self).cases
    where item.why == "valid" {
      let path = try MerkleProof.inclusionPath(index: item.index, size: item.size, hashes: hashes)
      #expect(path.map(\.base64) == item.path)
    }
    for item in try Vectors.read("consistency.json", as: Consistency.self).cases
    where item.why == "valid" {
      let path = try MerkleProof.consistencyPath(
        from: item.oldSize, to: item.newSize, hashes: hashes)
      #expect(path.map(\.base64) == item.path)
    }
  }
}
