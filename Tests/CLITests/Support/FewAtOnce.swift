import TestSupport
import Testing

/// Runs the test cases of a suite a few at a time; see ``Turnstile``.
struct FewAtOnce: SuiteTrait, TestTrait, TestScoping {
    var isRecursive: Bool { true }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await Turnstile.shared.pass(function)
    }
}

extension Trait where Self == FewAtOnce {
    static var fewAtOnce: Self { Self() }
}
