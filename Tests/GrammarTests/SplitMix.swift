#if Grammar
    import Foundation

    /// The same texts in every run, unless `scripts/fuzz` asks for others.
    struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        /// How often the budget of the usual run is spent.
        static let rounds = variable("SWIFTWAY_FUZZ").flatMap(Int.init) ?? 1
        static let seed = variable("SWIFTWAY_SEED").flatMap(UInt64.init) ?? 0

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }

        private static func variable(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }
    }
#endif
