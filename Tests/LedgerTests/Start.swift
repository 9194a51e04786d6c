import Testing
@Suite struct Start { @Test func starts() {} }
