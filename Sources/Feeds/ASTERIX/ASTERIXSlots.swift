// Where in an edition do the fields of an observation stand?
//
// SPDX-License-Identifier: Apache-2.0

/// Found once by the names of items and fields.
struct ASTERIXSlots: Sendable {}
