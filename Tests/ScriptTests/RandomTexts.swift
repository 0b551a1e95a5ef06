import Foundation

/// SplitMix64 with the budget of a run: the same texts in every run, unless somebody asks for others (`scripts/fuzz`).
struct RandomTexts: RandomNumberGenerator {
    private var state: UInt64

    /// How often the budget of the usual run is spent: `SWIFTWAY_FUZZ`.
    static let rounds = variable("SWIFTWAY_FUZZ").flatMap(Int.init) ?? 1
    /// `SWIFTWAY_SEED`.
    private static let seed = variable("SWIFTWAY_SEED").flatMap(UInt64.init) ?? 0

    /// - Parameter test: its number, so that no two tests see the same texts.
    init(_ test: UInt64) {
        state = Self.seed << 8 &+ test
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    private static func variable(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }
}
